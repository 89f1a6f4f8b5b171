//! Conditions as rows in nested groups.

use engine::{conditions::DESCRIPTIONS, describe::Description};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::{
    Form,
    draft::{self, Path},
    field::fields_view,
    list::RemoveButton,
    tree::Mode,
};

/// The conditions of the document at a path, which holds a group (see [`super::as_group`]).
pub fn conditions_view(form: Form, path: &Path) -> AnyView {
    group_view(form, path, true)
}

fn group_view(form: Form, path: &Path, root: bool) -> AnyView {
    let value = form.value(path);
    let mode = Memo::new(move |_| value.with(|value| value.as_ref().and_then(Mode::of)).unwrap_or(Mode::All));
    let (at, target) = (StoredValue::new(path.clone()), path.clone());
    let rule = move |event| {
        if let Some(mode) = Mode::parse(&event_target_value(&event)) {
            form.edit(|root| {
                let rows = draft::get(root, &target)
                    .map_or_else(|| json!([]), |group| Mode::of(group).unwrap_or(Mode::All).rows_of(group));
                draft::set(root, &target, mode.group(rows));
            });
        }
    };
    let options = Mode::EVERY.map(|each| {
        view! {
            <option value=each.value() selected=each == mode.get_untracked()>
                {form.text_of(each.label())}
            </option>
        }
    });
    view! {
        <div class="conditions" class:conditions-nested=!root>
            <select
                class="conditions-mode"
                aria-label=form.t("Как сочетаются условия", "How the conditions combine")
                prop:value=move || mode.get().value()
                on:change=rule
                disabled=form.read_only
            >
                {options}
            </select>
            // Another mode keeps its rows elsewhere: they are drawn anew.
            {move || rows_view(form, &mode.get().rows(&at.get_value()))}
        </div>
    }
    .into_any()
}

fn rows_view(form: Form, rows: &Path) -> AnyView {
    let len = form.len(rows);
    let list = StoredValue::new(rows.clone());
    let (test_target, group_target) = (rows.clone(), rows.clone());
    let add_test = move |event: leptos::ev::Event| {
        let kind = event_target_value(&event);
        if let Some(description) = DESCRIPTIONS.iter().find(|description| description.kind == kind) {
            form.edit(|root| draft::push(root, &test_target, draft::fresh(description.kind, description.fields)));
        }
        reset_select(&event);
    };
    view! {
        <ol class="condition-rows">
            <For each=move || 0..len.get() key=|index| *index let:index>
                <li class="condition">
                    {row_view(form, &list.get_value().index(index))}
                    <RemoveButton form path=list.get_value().index(index) label=form.t("Удалить условие", "Remove condition") number=index + 1 />
                </li>
            </For>
        </ol>
        {move || (len.get() == 0).then(|| view! {
            <p class="field-hint">{form.t("Без условий акция действует для любой корзины.", "Without conditions the promotion works for every basket.")}</p>
        })}
        <div class="row-actions" hidden=form.read_only>
            <select aria-label=form.t("Добавить условие", "Add a condition") on:change=add_test>
                <option value="">{form.t("+ Добавить условие…", "+ Add a condition…")}</option>
                {menu(form, DESCRIPTIONS)}
            </select>
            <button
                type="button"
                class="button button-quiet"
                on:click=move |_| form.edit(|root| draft::push(root, &group_target, json!({"any": []})))
            >
                {form.t("+ Вложенная группа", "+ Nested group")}
            </button>
        </div>
    }
    .into_any()
}

/// Every kind with its title.
pub(super) fn menu(form: Form, descriptions: &'static [Description]) -> AnyView {
    descriptions
        .iter()
        .map(|description| {
            view! { <option value=description.kind>{form.text_of(description.title)}</option> }
        })
        .collect_view()
        .into_any()
}

/// After a kind was picked the menu shows its own name again.
pub(super) fn reset_select(event: &leptos::ev::Event) {
    #[cfg(feature = "hydrate")]
    {
        event_target::<web_sys::HtmlSelectElement>(event).set_value("");
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = event;
}

/// What stands at a place: a group, or a test of some kind.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Group,
    Test(Option<&'static Description>),
}

fn shape(value: Option<&Value>) -> Shape {
    match value {
        Some(value) if Mode::of(value).is_some() => Shape::Group,
        value => {
            let kind = value.and_then(|value| value.get("kind")).and_then(Value::as_str);
            Shape::Test(DESCRIPTIONS.iter().find(|description| Some(description.kind) == kind))
        }
    }
}

fn row_view(form: Form, path: &Path) -> AnyView {
    let value = form.value(path);
    let shape = Memo::new(move |_| value.with(|value| shape(value.as_ref())));
    let at = StoredValue::new(path.clone());
    (move || match shape.get() {
        Shape::Group => group_view(form, &at.get_value(), false),
        Shape::Test(Some(description)) => rule_card(form, description, &at.get_value()),
        Shape::Test(None) => ().into_any(),
    })
    .into_any()
}

/// A test or an effect: its title, what it means, and its fields.
pub(super) fn rule_card(form: Form, description: &'static Description, path: &Path) -> AnyView {
    view! {
        <fieldset class="rule" id=path.control_id() tabindex="-1">
            <legend>{form.text_of(description.title)}</legend>
            <div class="rule-fields">{fields_view(form, description.fields, path)}</div>
        </fieldset>
    }
    .into_any()
}
