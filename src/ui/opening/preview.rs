//! The first entries of an import as they will be.

use crate::ui::opening::draft::Draft;
use crate::ui::session::Session;
use trichter::domain::{Activity, Deal, Moment, Organisation, OrganisationId, Person, Timestamp};
use trichter::exchange::FileKind;
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// How many entries are shown.
const SHOWN: usize = 20;

/// A small table of texts.
pub struct Preview {
    /// Names of the columns.
    pub headings: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Makes the table of the first entries; columns with nothing in them are left out.
pub fn preview(session: Session, draft: &Draft) -> Preview {
    let text = session.text();
    let moment = session.moment();
    let make = |workspace: &Workspace| {
        let scene = Scene { text, moment: &moment, workspace, draft };
        let batch = &draft.batch;
        let kind = draft.sheets.get(draft.shown).map(|sheet| sheet.mapping.kind);
        match kind.unwrap_or_default() {
            FileKind::Deals | FileKind::History => scene.deals(&batch.deals),
            FileKind::Organisations => scene.organisations(&batch.organisations),
            FileKind::People => scene.people(&batch.people),
            FileKind::Activities => scene.activities(&batch.activities),
        }
    };
    let mut preview = match &draft.base {
        Some(base) => make(base),
        None => session.peek(make),
    };
    for column in (0..preview.headings.len()).rev() {
        let filled = |row: &Vec<String>| row.get(column).is_some_and(|cell| !cell.is_empty());
        if !preview.rows.iter().any(filled) {
            preview.headings.remove(column);
            for row in preview.rows.iter_mut().filter(|row| column < row.len()) {
                row.remove(column);
            }
        }
    }
    preview
}

/// What the records are looked up in.
struct Scene<'a> {
    text: &'static Text,
    moment: &'a Moment,
    workspace: &'a Workspace,
    draft: &'a Draft,
}

impl Scene<'_> {
    fn deals(&self, deals: &[Deal]) -> Preview {
        let deal = &self.text.deal;
        let terms = &self.text.terms;
        let format = self.text.format;
        Preview {
            headings: vec![
                deal.title(),
                deal.organisation(),
                deal.value(),
                deal.stage(),
                deal.outcome(),
                deal.owner(),
                deal.created(),
                self.text.import.closed(),
                deal.expected_close(),
                deal.loss_reason(),
                deal.product(),
                deal.source(),
            ],
            rows: deals
                .iter()
                .take(SHOWN)
                .map(|deal| {
                    vec![
                        deal.title.clone(),
                        self.organisation(deal.organisation),
                        deal.value.map(|value| format.money_short(value)).unwrap_or_default(),
                        self.stage(deal),
                        terms.outcome(deal.outcome).to_owned(),
                        deal.owner.clone(),
                        self.day(deal.created),
                        self.day(deal.outcome.closed_at()),
                        deal.expected_close.map(|day| format.day(day)).unwrap_or_default(),
                        deal.closing
                            .loss_reason
                            .map(|reason| terms.loss_reason(reason).to_owned())
                            .unwrap_or_default(),
                        deal.product.clone(),
                        deal.source.clone(),
                    ]
                })
                .collect(),
        }
    }

    fn organisations(&self, organisations: &[Organisation]) -> Preview {
        let contacts = &self.text.contacts;
        let format = self.text.format;
        Preview {
            headings: vec![
                contacts.name(),
                contacts.industry(),
                contacts.employees(),
                contacts.revenue(),
                contacts.country(),
                contacts.region(),
                contacts.parent(),
                contacts.website(),
            ],
            rows: organisations
                .iter()
                .take(SHOWN)
                .map(|one| {
                    vec![
                        one.name.clone(),
                        one.industry.clone(),
                        one.employees.map(|n| format.whole(n.into())).unwrap_or_default(),
                        one.revenue.map(|value| format.money_short(value)).unwrap_or_default(),
                        one.country.clone(),
                        one.region.clone(),
                        one.parent.clone(),
                        one.website.clone(),
                    ]
                })
                .collect(),
        }
    }

    fn activities(&self, activities: &[Activity]) -> Preview {
        let import = &self.text.import;
        let format = self.text.format;
        Preview {
            headings: vec![import.subject(), import.due(), import.done_at()],
            rows: activities
                .iter()
                .take(SHOWN)
                .map(|one| {
                    vec![
                        one.subject.clone(),
                        one.due.map(|day| format.day(day)).unwrap_or_default(),
                        self.day(one.done),
                    ]
                })
                .collect(),
        }
    }

    fn people(&self, people: &[Person]) -> Preview {
        let contacts = &self.text.contacts;
        Preview {
            headings: vec![
                contacts.name(),
                contacts.organisation(),
                contacts.position(),
                contacts.department(),
                contacts.email(),
                contacts.phone(),
            ],
            rows: people
                .iter()
                .take(SHOWN)
                .map(|one| {
                    vec![
                        one.name.clone(),
                        self.organisation(one.organisation),
                        one.position.clone(),
                        one.department.clone(),
                        one.email.clone(),
                        one.phone.clone(),
                    ]
                })
                .collect(),
        }
    }

    fn day(&self, at: Option<Timestamp>) -> String {
        let day = at.map(|at| self.moment.zone.day(at));
        day.map(|day| self.text.format.day(day)).unwrap_or_default()
    }

    fn organisation(&self, id: Option<OrganisationId>) -> String {
        let Some(id) = id else { return String::new() };
        if let Some(here) = self.workspace.organisations().get(id) {
            return here.name.clone();
        }
        let mut coming = self.draft.batch.organisations.iter();
        coming.find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default()
    }

    fn stage(&self, deal: &Deal) -> String {
        let mut coming = self.draft.batch.pipelines.iter();
        let stage = coming.find_map(|pipeline| pipeline.stage(deal.stage));
        let here = || self.workspace.stage(deal.stage).map(|(_, stage)| stage.name.clone());
        stage.map(|stage| stage.name.clone()).or_else(here).unwrap_or_default()
    }
}
