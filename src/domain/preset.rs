//! Pipelines offered at the start.

use super::ForecastCategory;
use super::{
    FunnelZone, Ids, Pipeline, PipelineId, Probability, QualificationFrame, Stage, StageId,
};
use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// German.
    De,
    /// English.
    #[default]
    En,
}

/// A ready-made pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Lead, qualification, needs analysis, proposal, closing.
    Standard,
    /// F to A, each stage with its entry criteria.
    Letters,
    /// Interest, advice, checkout.
    Consumer,
}

struct Step {
    de: &'static str,
    en: &'static str,
    percent: u16,
    zone: FunnelZone,
    category: ForecastCategory,
    rotting_days: u32,
    criteria: &'static [(&'static str, &'static str)],
}

const fn step(
    de: &'static str,
    en: &'static str,
    percent: u16,
    zone: FunnelZone,
    category: ForecastCategory,
    rotting_days: u32,
) -> Step {
    Step { de, en, percent, zone, category, rotting_days, criteria: &[] }
}

use ForecastCategory::{BestCase, Commit, Pipeline as InPipeline};
use FunnelZone::{Bofu, Mofu, Tofu};

const STANDARD: [Step; 5] = [
    step("Lead-Generierung", "Lead", 10, Tofu, InPipeline, 14),
    step("Qualifizierung", "Qualification", 25, Tofu, InPipeline, 14),
    step("Bedarfsanalyse", "Needs analysis", 50, Mofu, InPipeline, 21),
    step("Angebot", "Proposal", 75, Bofu, BestCase, 21),
    step("Abschluss", "Closing", 90, Bofu, Commit, 14),
];

const LETTERS: [Step; 6] = [
    step("F Erster Verdacht", "F First suspicion", 5, Tofu, InPipeline, 30),
    Step {
        criteria: &[(
            "Der Nutzen, den der Kunde erwartet, wurde in einem Gespräch geklärt",
            "The benefit the customer expects was clarified in a conversation",
        )],
        ..step("E Nutzen geklärt", "E Benefit clarified", 15, Tofu, InPipeline, 21)
    },
    Step {
        criteria: &[
            ("Der Entscheider ist identifiziert", "The decision maker is identified"),
            (
                "Der Entscheider hat erklärt, kurzfristig zu investieren",
                "The decision maker has declared to invest at short notice",
            ),
        ],
        ..step(
            "D Entscheider bekennt Absicht",
            "D Decision maker declares intent",
            35,
            Mofu,
            InPipeline,
            21,
        )
    },
    Step {
        criteria: &[("Ein annehmbares Angebot liegt vor", "An acceptable offer is on the table")],
        ..step(
            "C Verhandlung, annehmbares Angebot",
            "C Negotiation, acceptable offer",
            60,
            Bofu,
            BestCase,
            14,
        )
    },
    Step {
        criteria: &[("Die Zusage wurde ausgesprochen", "The promise was spoken")],
        ..step("B Mündliche Zusage", "B Verbal promise", 85, Bofu, Commit, 14)
    },
    Step {
        criteria: &[("Der Auftrag liegt schriftlich vor", "The order is there in writing")],
        ..step("A Auftrag", "A Order", 95, Bofu, Commit, 7)
    },
];

const CONSUMER: [Step; 3] = [
    step("Interesse", "Interest", 20, Tofu, InPipeline, 7),
    step("Beratung", "Advice", 50, Mofu, BestCase, 7),
    step("Kasse", "Checkout", 80, Bofu, Commit, 3),
];

impl Preset {
    /// Every preset, the default first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Letters, Self::Consumer];

    /// Makes the pipeline in a language, with fresh ids.
    pub fn pipeline(self, language: Language, ids: &mut Ids) -> Pipeline {
        let (name, steps, proposal): (_, &[Step], usize) = match (self, language) {
            (Self::Standard, Language::De) => ("Vertrieb", &STANDARD, 3),
            (Self::Standard, Language::En) => ("Sales", &STANDARD, 3),
            (Self::Letters, _) => ("F → A", &LETTERS, 3),
            (Self::Consumer, Language::De) => ("B2C kurz", &CONSUMER, 2),
            (Self::Consumer, Language::En) => ("B2C short", &CONSUMER, 2),
        };
        let stages: Vec<Stage> = steps.iter().map(|step| stage(step, language, ids)).collect();
        Pipeline {
            id: PipelineId::fresh(ids),
            name: name.to_owned(),
            proposal_stage: stages.get(proposal).map(|stage| stage.id),
            stages,
            frame: QualificationFrame::Bant,
            ..Pipeline::default()
        }
    }
}

fn stage(step: &Step, language: Language, ids: &mut Ids) -> Stage {
    let pick = |de: &str, en: &str| match language {
        Language::De => de.to_owned(),
        Language::En => en.to_owned(),
    };
    Stage {
        id: StageId::fresh(ids),
        name: pick(step.de, step.en),
        zone: step.zone,
        probability: Probability::from_percent(step.percent).unwrap_or_default(),
        entry_criteria: step.criteria.iter().map(|(de, en)| pick(de, en)).collect(),
        rotting_days: Some(step.rotting_days),
        category: step.category,
        ..Stage::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_pipeline_is_the_one_of_the_specification() {
        let pipeline = Preset::Standard.pipeline(Language::De, &mut Ids::seeded(1));
        let stages: Vec<(String, u16)> = pipeline
            .stages
            .iter()
            .map(|stage| (stage.name.clone(), stage.probability.basis_points() / 100))
            .collect();
        let expected = [
            ("Lead-Generierung", 10),
            ("Qualifizierung", 25),
            ("Bedarfsanalyse", 50),
            ("Angebot", 75),
            ("Abschluss", 90),
        ];
        assert_eq!(stages, expected.map(|(name, percent)| (name.to_owned(), percent)));
        assert_eq!(pipeline.proposal_stage, pipeline.stages.get(3).map(|stage| stage.id));
    }
}
