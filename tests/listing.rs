//! The table of deals: filters, order and sums.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

use trichter::analytics::{
    DealColumn, Filter, FilterChoices, Listing, ListingSums, Segment, SortFacts, SortOrder, folded,
};
use trichter::domain::{
    Activity, Closing, Currency, Day, Deal, DealId, Ids, Language, LossReason, Moment, Money,
    Preset, Timestamp,
};
use trichter::scoring::Scores;
use trichter::workspace::{Change, Command, Place, Workspace};

struct Desk {
    workspace: Workspace,
    ids: Ids,
}

fn moment() -> Moment {
    Moment::at_start_of(Day::new(2026, 6, 15).unwrap())
}

impl Desk {
    fn new() -> Self {
        let mut ids = Ids::seeded(1);
        let workspace = Workspace::new("Test", Preset::Standard, Language::De, &mut ids);
        Self { workspace, ids }
    }

    fn run(&mut self, command: Command) -> Vec<Change> {
        self.workspace.apply(command, &moment(), &mut self.ids).unwrap().changes
    }

    /// Adds a deal to a stage of the first pipeline.
    fn add(&mut self, title: &str, stage: usize, deal: Deal) -> DealId {
        let stage = self.workspace.pipelines_in_order()[0].stages[stage].id;
        let deal = Box::new(Deal { title: title.into(), stage, ..deal });
        let changes = self.run(Command::CreateDeal { deal, place: Place::Top });
        let Change::Deal(delta) = &changes[0] else { panic!("no deal was made") };
        delta.after.as_ref().unwrap().id
    }

    fn lose(&mut self, deal: DealId) {
        let closing =
            Box::new(Closing { loss_reason: Some(LossReason::Price), ..Closing::default() });
        self.run(Command::LoseDeal { deal, closing });
    }

    fn win(&mut self, deal: DealId) {
        self.run(Command::WinDeal { deal, closing: Box::default() });
    }

    /// The titles in the order that the columns, chosen one after another, give.
    fn titles(&self, chosen: &[DealColumn]) -> Vec<String> {
        let mut order = SortOrder::default();
        for column in chosen {
            order.choose(*column);
        }
        let moment = moment();
        let (steps, scores) =
            (self.workspace.next_steps(), Scores::of_all(&self.workspace, &moment));
        let facts = SortFacts { steps: &steps, scores: &scores, moment: &moment };
        let sorted = order.sort(&self.workspace, facts);
        sorted.iter().map(|id| self.workspace.deals().get(*id).unwrap().title.clone()).collect()
    }

    fn shown(&self, listing: &Listing) -> Vec<&str> {
        let admitted = |deal: &&std::sync::Arc<Deal>| listing.admits(&self.workspace, deal);
        let mut shown: Vec<&str> =
            self.workspace.deals().iter().filter(admitted).map(|deal| &*deal.title).collect();
        shown.sort_unstable();
        shown
    }
}

fn euros(units: i64) -> Option<Money> {
    Money::new(units * 100, Currency::EUR).ok()
}

fn plain() -> Deal {
    Deal::default()
}

#[test]
fn text_is_ordered_as_people_order_it() {
    let mut desk = Desk::new();
    for title in ["Zebra", "Ostsee", "apfel", "Österreich", "Äpfel", "ozean", "Straße", "Strasse 2"]
    {
        desk.add(title, 0, plain());
    }
    let sorted = desk.titles(&[DealColumn::Title]);
    assert_eq!(sorted[2..], ["Österreich", "Ostsee", "ozean", "Straße", "Strasse 2", "Zebra"]);
    assert_eq!(folded(" ÄÖÜ ß É Ł"), "aou ss e l");
}

#[test]
fn unknown_values_come_last_in_both_directions() {
    let mut desk = Desk::new();
    for (title, value) in [("a", None), ("b", euros(5)), ("c", euros(0)), ("d", None)] {
        desk.add(title, 0, Deal { value, ..plain() });
    }
    assert_eq!(desk.titles(&[DealColumn::Value])[..2], ["b", "c"]);
    let twice = desk.titles(&[DealColumn::Value, DealColumn::Value]);
    assert_eq!(twice[..2], ["c", "b"]);
    assert_eq!(desk.titles(&[DealColumn::Title, DealColumn::Value]), ["b", "c", "a", "d"]);
}

#[test]
fn every_column_puts_the_unknown_last_in_both_directions() {
    let mut desk = Desk::new();
    desk.add("bare", 0, Deal { created: None, ..plain() });
    let organisation = trichter::domain::Organisation {
        name: "Acme".into(),
        industry: "IT".into(),
        ..Default::default()
    };
    let changes = desk.run(Command::SaveOrganisation(Box::new(organisation)));
    let Change::Organisation(delta) = &changes[0] else { panic!("no organisation was made") };
    let full = Deal {
        organisation: Some(delta.after.as_ref().unwrap().id),
        value: euros(1),
        owner: "Eva".into(),
        source: "Web".into(),
        expected_close: Some(Day::new(2026, 7, 1).unwrap()),
        created: Some(Timestamp::from_millis(0)),
        ..plain()
    };
    let deal = Some(desk.add("full", 0, full));
    let due = Some(Day::new(2026, 7, 1).unwrap());
    let task = Activity { subject: "Call".into(), deal, due, ..Activity::default() };
    desk.run(Command::SaveActivity(Box::new(task)));
    let unknowable =
        [DealColumn::Title, DealColumn::Probability, DealColumn::Stage, DealColumn::Age];
    for column in DealColumn::ALL.into_iter().filter(|column| !unknowable.contains(column)) {
        assert_eq!(desk.titles(&[DealColumn::Title, column]), ["full", "bare"], "{column:?}");
        let twice = [DealColumn::Title, column, column];
        assert_eq!(desk.titles(&twice), ["full", "bare"], "{column:?} the other way round");
    }
}

#[test]
fn the_column_chosen_before_decides_among_equals() {
    let mut desk = Desk::new();
    for (title, owner, units) in [("a", "Eva", 1), ("b", "Tom", 3), ("c", "Eva", 2)] {
        desk.add(title, 0, Deal { owner: owner.into(), value: euros(units), ..plain() });
    }
    assert_eq!(desk.titles(&[DealColumn::Value, DealColumn::Owner]), ["c", "a", "b"]);
    let turned = [DealColumn::Value, DealColumn::Owner, DealColumn::Owner];
    assert_eq!(desk.titles(&turned), ["b", "c", "a"]);
}

#[test]
fn what_is_decided_stands_behind_every_stage() {
    let mut desk = Desk::new();
    let lost = desk.add("lost", 0, plain());
    let won = desk.add("won", 1, plain());
    desk.add("late", 4, plain());
    desk.add("early", 0, plain());
    desk.lose(lost);
    desk.win(won);
    assert_eq!(desk.titles(&[DealColumn::Stage]), ["early", "late", "won", "lost"]);
}

#[test]
fn segment_stage_and_filters_narrow_the_table_together() {
    let mut desk = Desk::new();
    let by = |owner: &str, tag: &str| Deal {
        owner: owner.into(),
        tags: vec![tag.into()],
        ..Deal::default()
    };
    desk.add("open", 0, by("Eva", "hot"));
    desk.add("other", 1, by("Tom", "hot"));
    let lost = desk.add("lost", 1, by("Eva", "cold"));
    desk.lose(lost);
    assert_eq!(desk.shown(&Listing::default()), ["open", "other"]);
    assert_eq!(desk.shown(&Listing { segment: Segment::Lost, ..Listing::default() }), ["lost"]);
    let all = Listing { segment: Segment::All, ..Listing::default() };
    assert_eq!(desk.shown(&all), ["lost", "open", "other"]);
    let eva = Filter { owner: Some("Eva".into()), ..Filter::default() };
    let of_eva = Listing { filter: eva, ..all.clone() };
    assert_eq!(desk.shown(&of_eva), ["lost", "open"]);
    let stage = Some(desk.workspace.pipelines_in_order()[0].stages[1].id);
    let in_stage = Listing { stage, ..of_eva };
    assert_eq!((desk.shown(&in_stage), in_stage.active_filters()), (vec!["lost"], 2));
    let choices = FilterChoices::of(&desk.workspace);
    assert_eq!(
        (choices.owners, choices.tags),
        (vec!["Eva".to_owned(), "Tom".to_owned()], vec!["cold".to_owned(), "hot".to_owned()],)
    );
}

#[test]
fn the_sums_say_what_they_leave_out() {
    let mut desk = Desk::new();
    let worth = |value| Deal { value, ..Deal::default() };
    let mut deals = vec![
        desk.add("known", 1, worth(euros(100))),
        desk.add("unknown", 1, worth(None)),
        desk.add("won", 1, worth(euros(1_000))),
    ];
    desk.win(deals[2]);
    let foreign = Money::new(500, "USD".parse().unwrap()).unwrap();
    deals.push(desk.add("dollars", 1, worth(Some(foreign))));
    let sums = ListingSums::of(&desk.workspace, deals);
    assert_eq!((sums.deals, sums.value.minor, sums.weighted.minor), (4, 110_000, 102_500));
    assert_eq!((sums.value.unknown, sums.value.without_rate), (1, 1));
}
