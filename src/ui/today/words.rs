//! Actions and reasons in words.

use trichter::analytics::{NextAction, Reason, Suggestion};
use trichter::i18n::Text;
use trichter::workspace::Workspace;

/// Says what to do.
pub fn action(text: &Text, workspace: &Workspace, action: NextAction) -> String {
    let today = &text.today;
    let words = match action {
        NextAction::DoTask(id) => {
            let task = workspace.activities().get(id);
            return today.do_task(task.map_or("", |task| &task.subject));
        }
        NextAction::WriteOffer => today.write_offer(),
        NextAction::SendOffer => today.send_offer(),
        NextAction::ChaseOffer => today.chase_offer(),
        NextAction::MakeContact => today.make_contact(),
        NextAction::AskForDecision => today.ask_for_decision(),
        NextAction::Revive => today.revive(),
        NextAction::UpdateCloseDate => today.update_close_date(),
        NextAction::PlanNextStep => today.plan_next_step(),
    };
    words.to_owned()
}

/// Says why.
pub fn reason(text: &Text, workspace: &Workspace, suggestion: &Suggestion) -> String {
    let today = &text.today;
    let days = |days: f64| text.format.days(days.floor());
    match suggestion.reason {
        Reason::TaskOverdue { days: late } => today.why_overdue(&days(late.into())),
        Reason::TaskDueToday => today.why_due_today().to_owned(),
        Reason::OfferRequested => today.why_requested().to_owned(),
        Reason::OfferDrafted => today.why_drafted().to_owned(),
        Reason::OfferUnanswered { idle_days: Some(idle) } if idle >= 1.0 => {
            today.why_unanswered(&days(idle))
        }
        Reason::OfferUnanswered { .. } => today.why_unanswered_unknown().to_owned(),
        Reason::PutOff { times, limit } => {
            today.why_put_off(&text.format.whole(times.into()), &text.format.whole(limit.into()))
        }
        Reason::Expires { in_days } => {
            let deal = workspace.deals().get(suggestion.deal);
            let when = deal
                .and_then(|deal| deal.expires)
                .map(|expires| text.format.relative(expires, expires.plus_days(-in_days)));
            let when = when.unwrap_or_default();
            if in_days < 0 { today.why_expired(&when) } else { today.why_expires(&when) }
        }
        Reason::NewLead { age_days } if age_days < 1.0 => today.why_new_lead().to_owned(),
        Reason::NewLead { age_days } => today.why_new_lead_since(&days(age_days)),
        Reason::Rotting { idle_days, limit } => {
            today.why_rotting(&days(idle_days), &text.format.days(limit.into()))
        }
        Reason::ClosePast { days: late } => today.why_close_past(&days(late.into())),
        Reason::NoNextStep => today.why_no_next_step().to_owned(),
    }
}
