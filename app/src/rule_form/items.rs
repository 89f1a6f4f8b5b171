//! Which goods a rule is about: all of them, until something is named.

use engine::items::FIELDS;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::{
    Form,
    draft::{self, Path},
    field::field_view,
};

/// The filter's everyday fields; the others stand under "more".
const COMMON: [&str; 4] = ["offers", "categories", "vendors", "products"];

/// A filter that may be absent: "all goods" or "these goods".
pub fn items_view(form: Form, path: &Path) -> AnyView {
    let value = form.value(path);
    let some = Memo::new(move |_| value.with(|value| value.as_ref().is_some_and(Value::is_object)));
    let bare = Memo::new(move |_| value.with(|value| value.as_ref().is_some_and(names_nothing)));
    let (target, inner, name) = (path.clone(), StoredValue::new(path.clone()), format!("{}-which", path.control_id()));
    let all = target.clone();
    view! {
        <div class="which">
            <label class="choice">
                <input
                    type="radio"
                    name=name.clone()
                    checked=!some.get_untracked()
                    prop:checked=move || !some.get()
                    on:change=move |_| form.edit(|root| draft::remove(root, &all))
                    disabled=form.read_only
                />
                <span>{form.t("Все товары", "All goods")}</span>
            </label>
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    checked=some.get_untracked()
                    prop:checked=move || some.get()
                    on:change=move |_| form.edit(|root| draft::set(root, &target, json!({})))
                    disabled=form.read_only
                />
                <span>{form.t("Только эти", "Only these")}</span>
            </label>
        </div>
        {move || some.get().then(|| filter_view(form, &inner.get_value()))}
        {move || (some.get() && bare.get()).then(|| view! {
            <p class="field-error">{form.t(
                "Пока ничего не выбрано, это все товары.",
                "Until something is picked, these are all goods.",
            )}</p>
        })}
    }
    .into_any()
}

/// The fields of a filter.
pub fn filter_view(form: Form, path: &Path) -> AnyView {
    let (common, rare): (Vec<_>, Vec<_>) = FIELDS.iter().partition(|field| COMMON.contains(&field.key));
    let open = form.value(path).with_untracked(|value| {
        value
            .as_ref()
            .is_some_and(|value| FIELDS.iter().any(|field| !COMMON.contains(&field.key) && value.get(field.key).is_some()))
    });
    let rare_path = StoredValue::new(path.clone());
    let opened = RwSignal::new(open);
    view! {
        <div class="filter">
            <div class="filter-common">{common.into_iter().map(|field| field_view(form, field, path)).collect_view()}</div>
            <button
                type="button"
                class="button button-quiet"
                aria-expanded=move || if opened.get() { "true" } else { "false" }
                on:click=move |_| opened.update(|open| *open = !*open)
            >
                {form.t("Цена, исключения и варианты", "Price, exceptions and alternatives")}
            </button>
            // Filters may hold filters: the inner ones are made when they are opened.
            {move || opened.get().then(|| {
                let path = rare_path.get_value();
                rare.iter().map(|field| field_view(form, field, &path)).collect_view()
            })}
        </div>
    }
    .into_any()
}

/// A filter in which nothing is named lets everything pass.
fn names_nothing(filter: &Value) -> bool {
    match filter {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(names_nothing),
        Value::Object(object) => object.values().all(names_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_without_names_is_noticed() {
        for bare in [json!({}), json!({"offers": [], "any": [{"vendors": []}], "except": null})] {
            assert!(names_nothing(&bare), "{bare}");
        }
        for named in [json!({"offers": ["a"]}), json!({"price_below": 5}), json!({"except": {"vendors": ["x"]}})] {
            assert!(!names_nothing(&named), "{named}");
        }
    }
}
