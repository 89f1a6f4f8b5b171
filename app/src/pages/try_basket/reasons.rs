//! Why: what became of every live promotion.

use contract::views::Reason;
use engine::{Money, quote::Suggestion, trace::Outcome};
use leptos::prelude::*;

use crate::rule_form::Form;

/// What each promotion took off a line of the answer.
pub fn of_line(reasons: &[Reason], line: usize) -> Vec<(String, Money)> {
    let cut = |reason: &Reason| match &reason.outcome {
        Outcome::Applied(gave) => {
            gave.lines.iter().find(|share| share.line == line).map(|share| (reason.id.clone(), share.amount))
        }
        _ => None,
    };
    reasons.iter().filter_map(cut).collect()
}

/// Those that gave something stand open; the others, which are many, behind a click.
pub fn reasons_view(form: Form, reasons: Vec<Reason>) -> AnyView {
    if reasons.is_empty() {
        return ().into_any();
    }
    let (gave, silent): (Vec<Reason>, Vec<Reason>) = reasons.into_iter().partition(|reason| reason.gave);
    let number = silent.len();
    let summary = form.language.pick(format!("Не сработали: {number}"), format!("Did nothing: {number}"));
    // Where nothing applied, the reasons are what one came for.
    let open = gave.is_empty();
    view! {
        <section class="reasons" data-testid="reasons">
            <h2>{form.t("Почему так", "Why")}</h2>
            {(!gave.is_empty()).then(|| list(form, gave))}
            {(number > 0).then(|| view! {
                <details open=open>
                    <summary>{summary}</summary>
                    {list(form, silent)}
                </details>
            })}
        </section>
    }
    .into_any()
}

fn list(form: Form, reasons: Vec<Reason>) -> AnyView {
    let items = reasons
        .into_iter()
        .map(|Reason { id, name, gave, sentence, outcome: _ }| {
            let (tone, said) = match gave {
                true => ("badge badge-good", form.t("сработала", "applied")),
                false => ("badge badge-past", form.t("нет", "no")),
            };
            view! {
                <li>
                    <span class=tone>{said}</span>
                    <a href=format!("/promotions/{}", crate::local_path::escape(&id))>{name}</a>
                    <p>{sentence}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// The codes that the app suggests.
pub fn suggestions_view(form: Form, suggestions: Vec<Suggestion>) -> AnyView {
    if suggestions.is_empty() {
        return ().into_any();
    }
    let items = suggestions
        .into_iter()
        .map(|Suggestion { code, title, description, long_description: _, until: _ }| {
            view! { <li><strong>{code}</strong> " — " {title} <span class="muted">{format!(" {description}")}</span></li> }
        })
        .collect_view();
    view! {
        <h2>{form.t("Приложение подскажет промокоды", "Codes that the app suggests")}</h2>
        <ul class="at-work">{items}</ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use engine::trace::{Gave, LineShare};

    use super::*;

    #[test]
    fn what_each_promotion_took_off_a_line() {
        let reason =
            |id: &str, outcome| Reason { id: id.to_owned(), name: id.to_owned(), gave: true, sentence: String::new(), outcome };
        let lines = vec![LineShare { line: 1, amount: Money(250) }];
        let reasons = [reason("a", Outcome::Applied(Gave { lines, ..Gave::default() })), reason("b", Outcome::Floor)];
        assert_eq!(of_line(&reasons, 1), [("a".to_owned(), Money(250))]);
        assert!(of_line(&reasons, 0).is_empty());
    }
}
