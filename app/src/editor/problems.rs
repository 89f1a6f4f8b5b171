use engine::{describe::Field, problem::Problem};
use leptos::prelude::*;

use super::label_of;
use crate::rule_form::{Form, control_id};

/// What is wrong, all of it, each linked to its field. `fields` are those of the form, for their names.
#[component]
pub fn ProblemSummary(form: Form, #[prop(optional)] fields: &'static [Field]) -> impl IntoView {
    let item = move |problem: Problem| {
        let message = problem.message(form.language).to_owned();
        if problem.place.is_empty() {
            return view! { <li>{message}</li> }.into_any();
        }
        let text = match label_of(fields, &problem.place, form.language) {
            Some(label) => format!("{label}: {message}"),
            None => message,
        };
        // Not for the router: the browser moves the focus.
        view! {
            <li>
                <a href=format!("#{}", control_id(&problem.place)) rel="external">
                    {text}
                </a>
                <code>{problem.place}</code>
            </li>
        }
        .into_any()
    };
    let list = move || form.problems.get().into_iter().map(item).collect_view();
    view! {
        <div role="alert">
            <Show when=move || form.problems.with(|problems| !problems.is_empty())>
                <div class="problems" id="problems" tabindex="-1">
                    <p>
                        <strong>{form.t("Что исправить", "What to correct")}</strong>
                    </p>
                    <ul>{list}</ul>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
