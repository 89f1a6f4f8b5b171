use leptos::prelude::*;

use crate::rule_form::{Form, control_id};

/// What is wrong, all of it, each linked to its field.
#[component]
pub fn ProblemSummary(form: Form) -> impl IntoView {
    let list = move || {
        let problems = form.problems.get();
        let items = problems.into_iter().map(|problem| {
            let message = problem.message(form.language).to_owned();
            if problem.place.is_empty() {
                return view! { <li>{message}</li> }.into_any();
            }
            // Not for the router: the browser moves the focus.
            view! {
                <li>
                    <a href=format!("#{}", control_id(&problem.place)) rel="external">
                        {message}
                    </a>
                    <code>{problem.place}</code>
                </li>
            }
            .into_any()
        });
        items.collect_view()
    };
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
