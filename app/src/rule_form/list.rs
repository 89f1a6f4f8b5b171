//! Rows of the same kind, one below the other.

use engine::describe::Field;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::{
    Form,
    draft::{self, Path},
    field, items,
};

/// A list of objects.
pub fn objects(form: Form, fields: &'static [Field], path: &Path) -> AnyView {
    let fresh = move || Value::Object(draft::fresh_object(fields));
    rows(form, path, fresh, move |row| field::fields_view(form, fields, row))
}

/// A list of filters of goods.
pub fn filters(form: Form, path: &Path) -> AnyView {
    rows(form, path, || json!({}), move |row| items::filter_view(form, row))
}

fn rows(
    form: Form,
    path: &Path,
    fresh: impl Fn() -> Value + Copy + Send + Sync + 'static,
    row: impl Fn(&Path) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let len = form.len(path);
    let (target, list) = (path.clone(), StoredValue::new(path.clone()));
    view! {
        <div class="rows">
            <For each=move || 0..len.get() key=|index| *index let:index>
                <div class="row">
                    <div class="row-fields">{row(&list.get_value().index(index))}</div>
                    <RemoveButton form path=list.get_value().index(index) label=form.t("Удалить строку", "Remove row") number=index + 1 />
                </div>
            </For>
            <button
                type="button"
                class="button button-quiet"
                hidden=form.read_only
                on:click=move |_| form.edit(|root| draft::push(root, &target, fresh()))
            >
                {form.t("Добавить строку", "Add a row")}
            </button>
        </div>
    }
    .into_any()
}

/// Removes an element of a list; says which.
#[component]
pub fn RemoveButton(form: Form, path: Path, label: &'static str, number: usize) -> impl IntoView {
    let name = format!("{label} {number}");
    view! {
        <button
            type="button"
            class="button button-icon"
            hidden=form.read_only
            aria-label=name.clone()
            title=name
            on:click=move |_| form.edit(|root| draft::remove(root, &path))
        >
            "×"
        </button>
    }
}
