//! Texts of the screen for the day.

use super::texts;

texts! {
    /// Texts of the screen for the day.
    pub struct TodayText {
        title: "Heute", "Today";
        overdue: "Überfällig", "Overdue";
        due: "Heute fällig", "Due today";
        coming: "In den nächsten 7 Tagen", "In the next 7 days";
        undated: "Ohne Termin", "Without a date";
        no_next_step: "Deals ohne nächsten Schritt", "Deals without a next step";
        done_today: "Heute erledigt", "Done today";
        all_done: "Alles erledigt. Schöner Tag!", "All done. Enjoy the day!";
        nothing_due: "Heute ist nichts fällig.", "Nothing is due today.";
        every_deal_has_one: "Jeder offene Deal hat einen nächsten Schritt.", "Every open deal has a next step.";
        complete(task): "„{task}“ erledigen", "Complete “{task}”";
        completed(task): "„{task}“ erledigt", "Completed “{task}”";
        plan_next(deal): "Nächsten Schritt für „{deal}“ planen", "Plan the next step of “{deal}”";
        to_tomorrow: "Auf morgen", "To tomorrow";
        to_next_week: "Auf nächste Woche", "To next week";
        moved_to(task, day): "„{task}“ auf {day} gelegt", "Moved “{task}” to {day}";
        offers: "A: Angebote schreiben und nachfassen", "A: write and chase offers";
        new_leads: "B: Neue Leads", "B: new leads";
        old_contacts: "C: Alte Kontakte", "C: old contacts";
        key_hint: "E erledigt, Pfeile wählen", "E completes, arrows choose";
        open_tasks[n]: "{n} offene Aufgabe|{n} offene Aufgaben", "{n} open task|{n} open tasks";
    }
}
