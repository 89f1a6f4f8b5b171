use engine::Moment;
use leptos::prelude::*;
use serde_json::Value;

use crate::{
    rule_form::{Form, Path, draft},
    zone::Zone,
};

/// A date and time in the shop's time zone, which is named beside the field.
#[component]
pub fn DateField(form: Form, key: &'static str, label: &'static str, zone: Zone) -> impl IntoView {
    let path = Path::root().key(key);
    let (text, problem, target) = (form.text(&path), form.problem(&path), path.clone());
    let zone = StoredValue::new(zone);
    let shown = move || {
        let moment = text.get().parse::<Moment>();
        moment.map(|moment| zone.with_value(|zone| zone.local(moment))).unwrap_or_default()
    };
    let typed = move |local: String| {
        let moment = zone.with_value(|zone| zone.moment(&local));
        form.edit(|root| match moment {
            Some(moment) => draft::set(root, &target, Value::String(moment.to_string())),
            None => draft::remove(root, &target),
        });
    };
    let id = path.control_id();
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field" class:field-invalid=move || problem.get().is_some()>
            <label for=id.clone()>{label}</label>
            <input
                type="datetime-local"
                id=id
                name=key
                value=untrack(shown)
                prop:value=shown
                on:change=move |event| typed(event_target_value(&event))
                aria-describedby=format!("{hint_id} {error_id}")
                aria-invalid=move || problem.get().is_some().then_some("true")
                readonly=form.read_only
            />
            <p class="field-hint" id=hint_id>
                {form.t("Время магазина: ", "The shop’s time: ")}
                {zone.with_value(|zone| zone.name.clone())}
            </p>
            {move || {
                let id = error_id.clone();
                problem.get().map(|problem| view! { <p class="field-error" id=id>{problem}</p> })
            }}
        </div>
    }
    .into_any()
}
