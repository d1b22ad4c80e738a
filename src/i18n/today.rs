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
        key_hint: "D oder Leertaste erledigt, Pfeile wählen", "D or Space completes, arrows choose";
        best_next: "Als Nächstes", "Do next";
        others: "Außerdem", "Also";
        priority: "Vorschläge", "Suggestions";
        tasks: "Aufgaben", "Tasks";
        done_count[n]: "{n} Aufgabe heute erledigt|{n} Aufgaben heute erledigt", "{n} task done today|{n} tasks done today";
        postpone: "Verlegen …", "Postpone …";
        postpone_task(task): "„{task}“ verlegen", "Postpone “{task}”";
        open_deal(deal): "„{deal}“ öffnen", "Open “{deal}”";
        what_next: "Was ist als Nächstes zu tun?", "What is to be done next?";
        when: "Wann?", "When?";
        plan: "Planen", "Plan";
        planned(task, day): "„{task}“ geplant: {day}", "Planned “{task}”: {day}";
        nothing_waits: "Kein Deal wartet auf eine Entscheidung.", "No deal waits for a decision.";
        no_deals: "Noch kein Deal. Sobald es welche gibt, steht hier, was zu tun ist.", "No deals yet. Once there are some, this page says what to do.";
        do_task(task): "Erledigen: {task}", "Do: {task}";
        write_offer: "Angebot schreiben", "Write the offer";
        send_offer: "Angebot fertigstellen und schicken", "Finish and send the offer";
        chase_offer: "Beim Angebot nachfassen", "Chase the offer";
        make_contact: "Erstkontakt aufnehmen", "Make first contact";
        ask_for_decision: "Entscheidung einholen oder schließen", "Ask for a decision, or close";
        revive: "Wieder melden", "Get in touch again";
        update_close_date: "Abschlussdatum prüfen", "Check the close date";
        plan_next_step: "Nächsten Schritt planen", "Plan the next step";
        why_overdue(days): "{days} überfällig", "overdue by {days}";
        why_due_today: "heute fällig", "due today";
        why_requested: "Der Kunde hat ein Angebot angefragt", "The customer asked for an offer";
        why_drafted: "Das Angebot ist in Arbeit", "The offer is being written";
        why_unanswered(days): "Angebot verschickt, {days} ohne Bewegung", "The offer is out, nothing happened for {days}";
        why_unanswered_unknown: "Angebot verschickt, nichts geplant", "The offer is out and nothing is planned";
        why_put_off(times, limit): "{times}-mal vom Kunden verschoben (Grenze {limit})", "put off by the customer {times} times (limit {limit})";
        why_expires(when): "verfällt {when}", "expires {when}";
        why_expired(when): "verfallen {when}", "expired {when}";
        why_new_lead: "Heute eingegangen, noch kein Kontakt geplant", "Came in today, no contact planned yet";
        why_new_lead_since(days): "{days} alt, noch kein Kontakt geplant", "Here for {days}, no contact planned yet";
        why_rotting(days, limit): "{days} ohne Bewegung (Grenze {limit})", "Nothing happened for {days} (limit {limit})";
        why_close_past(days): "Abschlussdatum um {days} überschritten", "The close date passed {days} ago";
        why_no_next_step: "Es ist nichts geplant", "Nothing is planned";
        open_tasks[n]: "{n} offene Aufgabe|{n} offene Aufgaben", "{n} open task|{n} open tasks";
    }
}
