use engine::text::plural_ru;
use leptos::prelude::*;
use serde_json::Value;

use crate::rule_form::{Form, Path, draft};

/// A long list of ids as a text, one a line: made for pasting thousands of them.
#[component]
pub fn IdsText(form: Form, key: &'static str, label: &'static str, hint: &'static str) -> impl IntoView {
    let path = Path::root().key(key);
    let (value, problem, target) = (form.value(&path), form.problem(&path), path.clone());
    let typed = RwSignal::new(lines(value.get_untracked().as_ref()));
    // What was saved or taken over from others replaces the text, what is typed here does not.
    Effect::new(move |_| {
        let ids = value.with(|value| ids_of(value.as_ref()));
        if split(&typed.get_untracked()) != ids {
            typed.set(ids.join("\n"));
        }
    });
    let problems_within = move || {
        let within = format!("{key}[");
        form.problems.with(|problems| {
            problems.iter().find(|problem| problem.place.starts_with(&within)).map(|p| p.message(form.language).to_owned())
        })
    };
    let wrong = move || problem.get().or_else(problems_within);
    let count = move || {
        let count = value.with(|value| ids_of(value.as_ref()).len());
        let number = i64::try_from(count).unwrap_or(i64::MAX);
        form.language.pick(
            format!("{count} {}", plural_ru(number, "идентификатор", "идентификатора", "идентификаторов")),
            format!("{count} {}", if count == 1 { "id" } else { "ids" }),
        )
    };
    let id = path.control_id();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field" class:field-invalid=move || wrong().is_some()>
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                name=key
                rows="12"
                class="ids"
                spellcheck="false"
                prop:value=move || typed.get()
                on:input=move |event| {
                    typed.set(event_target_value(&event));
                    let ids = split(&typed.get_untracked()).into_iter().map(Value::String).collect();
                    form.edit(|root| draft::set(root, &target, Value::Array(ids)));
                }
                aria-describedby=format!("{hint_id} {error_id}")
                aria-invalid=move || wrong().is_some().then_some("true")
                readonly=form.read_only
            >
                {typed.get_untracked()}
            </textarea>
            <p class="field-hint" id=hint_id>
                {hint}
                " "
                {count}
            </p>
            {move || {
                let id = error_id.clone();
                wrong().map(|problem| view! { <p class="field-error" id=id>{problem}</p> })
            }}
        </div>
    }
    .into_any()
}

fn ids_of(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn lines(value: Option<&Value>) -> String {
    ids_of(value).join("\n")
}

/// One a line, or separated by commas, semicolons or tabs; each once, in the order in which they came.
fn split(text: &str) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let ids = text.split(['\n', '\r', '\t', ';', ',']).map(str::trim).filter(|id| !id.is_empty());
    ids.filter(|id| seen.insert(id.to_string())).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn pasted_lists_are_taken_apart_and_each_id_counts_once() {
        assert_eq!(split("10, 20\r\n30;10\t 40 \n\n"), ["10", "20", "30", "40"]);
    }
}
