//! Why a deal has its score: every grade, every point, and how they are rounded.

use super::matrix::points;
use super::{Board, badge};
use crate::ui::lean::{self, Built, Derived, built, view};
use trichter::domain::DealId;
use trichter::i18n::{NOTHING, Text};
use trichter::scoring::{Evidence, Score, score};

/// Decimals of a mean and of decayed points.
const DIGITS: u32 = 2;

/// Explains the score of a deal.
pub fn part(board: Board, deal: Derived<Option<DealId>>) -> Built {
    let session = board.session;
    let text = session.text();
    let explain = move || {
        let id = deal.get()?;
        let moment = session.moment();
        session.read(|workspace| {
            let deal = workspace.deals().get(id)?;
            let half_life = workspace.settings().scoring.half_life_days;
            let title = deal.title.clone();
            Some(match score(workspace, deal, &moment) {
                Some(score) => explained(text, &title, &score, half_life),
                None => framed(text, &title, built(view! { <p>{text.scores.no_score()}</p> })),
            })
        })
    };
    built(view! { <div class="score-why-place">{lean::shown(explain)}</div> })
}

fn framed(text: &Text, title: &str, content: Built) -> Built {
    built(view! {
        <section class="panel score-why" data-testid="score-why" tabindex="-1"
            aria-labelledby="scores-why">
            <h2 id="scores-why">{format!("{} {title}", text.scores.why())}</h2>
            {content}
        </section>
    })
}

fn explained(text: &'static Text, title: &str, score: &Score, half_life: Option<u32>) -> Built {
    let cell = score.cell();
    let content = built(view! {
        <p class="score-result">
            <strong class=badge(Some(score.meaning))>{cell.to_string()}</strong>
            <span>{text.terms.meaning(score.meaning)}</span>
        </p>
        <h3>{text.scores.explicit()}</h3>
        {explicit(text, score)}
        <h3>{text.scores.implicit()}</h3>
        {implicit(text, score, half_life)}
    });
    framed(text, title, content)
}

fn explicit(text: &'static Text, score: &Score) -> Built {
    let format = text.format;
    let rows = score.explicit.attributes.iter().map(|one| {
        let from = match &one.evidence {
            Evidence::Missing => text.app.unknown().to_owned(),
            Evidence::Text(known) => known.clone(),
            Evidence::Number(number) => format.whole(i64::from(*number)),
        };
        let grade = format!("{:?} = {}", one.grade, one.grade.points());
        built(view! {
            <tr>
                <th scope="row">{text.terms.attribute(one.attribute)}</th>
                <td>{from}</td>
                <td class="number">{grade}</td>
                <td class="number">"× "{format.whole(i64::from(one.weight))}</td>
            </tr>
        })
    });
    let sum = score.explicit.mean().map_or_else(
        || text.scores.no_weight().to_owned(),
        |mean| {
            let grade = format!("{:?}", score.explicit.grade);
            let sum = format!("{} ÷ {}", score.explicit.points, score.explicit.weight);
            let mean = text.scores.mean_rounded(&format.decimal(mean, DIGITS), &grade);
            format!("{sum}: {mean}")
        },
    );
    built(view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{text.scores.attribute()}</th>
                    <th scope="col">{text.scores.graded_from()}</th>
                    <th scope="col" class="number">{text.scores.grade()}</th>
                    <th scope="col" class="number">{text.scores.weight()}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
        <p class="score-sum">{sum}</p>
    })
}

fn implicit(text: &'static Text, score: &Score, half_life: Option<u32>) -> Built {
    let format = text.format;
    let implicit = &score.implicit;
    let rows = implicit.engagements.iter().map(|one| {
        built(view! {
            <tr>
                <th scope="row">{text.terms.engagement(one.engagement)}</th>
                <td class="number">{format.whole(i64::from(one.count))}" ×"</td>
                <td class="number">{format.rounded(one.points, DIGITS)}</td>
            </tr>
        })
    });
    let table = if implicit.engagements.is_empty() {
        built(view! { <p class="hint">{text.scores.no_engagements()}</p> })
    } else {
        built(view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{text.scores.behaviour()}</th>
                        <th scope="col" class="number">{text.scores.times()}</th>
                        <th scope="col" class="number">{text.scores.points()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        })
    };
    let decay = half_life.map_or(text.scores.half_life_none().to_owned(), |days| {
        text.scores.decayed(&format.days(f64::from(days)))
    });
    let exact = format.rounded(implicit.exact_points, DIGITS);
    let sum = if exact.is_empty() { NOTHING.to_owned() } else { exact };
    let band = implicit.band;
    let sum = text.scores.band_of(
        &sum,
        &format.whole(i64::from(implicit.points)),
        &band.number().to_string(),
        points(text, band),
    );
    built(view! {
        {table}
        <p class="score-sum">{sum}</p>
        <p class="hint">{decay}</p>
    })
}
