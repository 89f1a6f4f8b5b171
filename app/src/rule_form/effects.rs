//! What a promotion gives: cards, one below the other.

use engine::{describe::Description, effects::DESCRIPTIONS};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    Form,
    conditions::{menu, reset_select, rule_card},
    draft::{self, Path},
    list::RemoveButton,
};

/// The effects of the document at a path.
pub fn effects_view(form: Form, path: &Path) -> AnyView {
    let len = form.len(path);
    let problem = form.problem(path);
    let (list, target) = (StoredValue::new(path.clone()), path.clone());
    let add = move |event: leptos::ev::Event| {
        let kind = event_target_value(&event);
        if let Some(description) = DESCRIPTIONS.iter().find(|description| description.kind == kind) {
            form.edit(|root| draft::push(root, &target, draft::fresh(description.kind, description.fields)));
        }
        reset_select(&event);
    };
    view! {
        <div class="effects" id=path.control_id() tabindex="-1">
            <ol class="condition-rows">
                <For each=move || 0..len.get() key=|index| *index let:index>
                    <li class="condition">
                        {card(form, &list.get_value().index(index))}
                        <RemoveButton form path=list.get_value().index(index) label=form.t("Удалить действие", "Remove effect") number=index + 1 />
                    </li>
                </For>
            </ol>
            {move || problem.get().map(|problem| view! { <p class="field-error">{problem}</p> })}
            <div class="row-actions" hidden=form.read_only>
                <select aria-label=form.t("Добавить, что получит покупатель", "Add what the customer gets") on:change=add>
                    <option value="">{form.t("+ Что получит покупатель…", "+ What the customer gets…")}</option>
                    {menu(form, DESCRIPTIONS)}
                </select>
            </div>
        </div>
    }
    .into_any()
}

fn card(form: Form, path: &Path) -> AnyView {
    let value = form.value(path);
    let description = Memo::new(move |_| value.with(|value| describe(value.as_ref())));
    let at = StoredValue::new(path.clone());
    (move || description.get().map(|description| rule_card(form, description, &at.get_value()))).into_any()
}

fn describe(value: Option<&Value>) -> Option<&'static Description> {
    let kind = value?.get("kind")?.as_str()?;
    DESCRIPTIONS.iter().find(|description| description.kind == kind)
}
