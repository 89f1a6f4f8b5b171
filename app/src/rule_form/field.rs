//! One field: its label, its control, its hint, and what is wrong with it.

use engine::describe::{Choice, Field, FieldKind};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    Form,
    draft::{self, Path},
    items, list, picker,
};

/// Quantities that may count something else than units of goods: money of a step, times as many points.
const BARE: [&str; 2] = ["from", "multiply"];

/// All fields of an object.
pub fn fields_view(form: Form, fields: &'static [Field], object: &Path) -> AnyView {
    fields.iter().map(|field| field_view(form, field, object)).collect_view().into_any()
}

/// One field of the object at a path.
pub fn field_view(form: Form, field: &'static Field, object: &Path) -> AnyView {
    let path = object.key(field.key);
    match field.kind {
        FieldKind::Money { .. } => {
            let currency = form.currency.get_value();
            framed(form, field, &path, number(form, field, &path, Some(currency)))
        }
        FieldKind::Percent { .. } => framed(form, field, &path, number(form, field, &path, Some("%".to_owned()))),
        FieldKind::Quantity => {
            let unit = (!BARE.contains(&field.key)).then(|| form.t("шт.", "pcs").to_owned());
            framed(form, field, &path, number(form, field, &path, unit))
        }
        FieldKind::Whole { .. } => framed(form, field, &path, number(form, field, &path, None)),
        FieldKind::Text { max } if max > 200 => framed(form, field, &path, long_text(form, field, &path)),
        FieldKind::Text { .. } => framed(form, field, &path, input(form, field, &path, "text", "")),
        FieldKind::Moment => framed(form, field, &path, input(form, field, &path, "text", "2027-01-01T00:00:00+03:00")),
        FieldKind::TimeOfDay => framed(form, field, &path, input(form, field, &path, "time", "")),
        FieldKind::Choice(choices) => framed(form, field, &path, select(form, field, &path, choices)),
        FieldKind::Flag => flag(form, field, &path),
        FieldKind::Choices(choices) => group(form, field, &path, checkboxes(form, &path, choices)),
        FieldKind::Id(reference) => framed(form, field, &path, picker::one(form, field, &path, reference)),
        FieldKind::Ids(reference) => framed(form, field, &path, picker::many(form, field, &path, Some(reference))),
        FieldKind::Texts { .. } => framed(form, field, &path, picker::many(form, field, &path, None)),
        FieldKind::Items => group(form, field, &path, items::items_view(form, &path)),
        FieldKind::ItemsList => group(form, field, &path, list::filters(form, &path)),
        FieldKind::Object(fields) => group(form, field, &path, fields_view(form, fields, &path)),
        FieldKind::Objects(fields) => group(form, field, &path, list::objects(form, fields, &path)),
        // A promotion's conditions and effects have their own places on its page.
        FieldKind::Condition | FieldKind::Effects => ().into_any(),
    }
}

fn label(form: Form, field: &Field) -> String {
    let text = form.text_of(field.label);
    if field.required { format!("{text}\u{a0}*") } else { text.to_owned() }
}

/// What describes the control to those who listen instead of look.
pub(super) fn described_by(path: &Path) -> String {
    let id = path.control_id();
    format!("{id}-hint {id}-error")
}

/// A control with its label above, hint and problem below.
fn framed(form: Form, field: &'static Field, path: &Path, control: AnyView) -> AnyView {
    let (id, problem) = (path.control_id(), form.problem(path));
    view! {
        <div class="field" class:field-invalid=move || problem.get().is_some()>
            <label for=id.clone()>{label(form, field)}</label>
            {control}
            {notes(form, field, path)}
        </div>
    }
    .into_any()
}

fn notes(form: Form, field: &'static Field, path: &Path) -> AnyView {
    let (id, problem) = (path.control_id(), form.problem(path));
    let hint = field.hint.map(|hint| view! { <p class="field-hint" id=format!("{id}-hint")>{form.text_of(hint)}</p> });
    view! {
        {hint}
        {move || problem.get().map(|problem| view! { <p class="field-error" id=format!("{id}-error")>{problem}</p> })}
    }
    .into_any()
}

/// Several controls under one name.
fn group(form: Form, field: &'static Field, path: &Path, controls: AnyView) -> AnyView {
    view! {
        <fieldset class="field-group" id=path.control_id() tabindex="-1">
            <legend>{label(form, field)}</legend>
            {controls}
            {notes(form, field, path)}
        </fieldset>
    }
    .into_any()
}

/// Puts what was typed at a path.
fn typed(form: Form, path: &Path) -> impl Fn(String) + Clone + 'static {
    let path = path.clone();
    move |typed| form.edit(|root| draft::type_text(root, &path, typed))
}

fn input(form: Form, field: &'static Field, path: &Path, kind: &'static str, placeholder: &'static str) -> AnyView {
    let (text, problem, typed) = (form.text(path), form.problem(path), typed(form, path));
    view! {
        <input
            type=kind
            id=path.control_id()
            name=path.place()
            placeholder=placeholder
            value=text.get_untracked()
            prop:value=move || text.get()
            on:input=move |event| typed(event_target_value(&event))
            aria-describedby=described_by(path)
            aria-invalid=move || problem.get().is_some().then_some("true")
            required=field.required
            readonly=form.read_only
            autocomplete="off"
        />
    }
    .into_any()
}

fn long_text(form: Form, field: &'static Field, path: &Path) -> AnyView {
    let (text, problem, typed) = (form.text(path), form.problem(path), typed(form, path));
    view! {
        <textarea
            id=path.control_id()
            name=path.place()
            rows="3"
            prop:value=move || text.get()
            on:input=move |event| typed(event_target_value(&event))
            aria-describedby=described_by(path)
            aria-invalid=move || problem.get().is_some().then_some("true")
            required=field.required
            readonly=form.read_only
        >
            {text.get_untracked()}
        </textarea>
    }
    .into_any()
}

fn number(form: Form, field: &'static Field, path: &Path, unit: Option<String>) -> AnyView {
    let (text, problem, typed) = (form.text(path), form.problem(path), typed(form, path));
    view! {
        <span class="input-with-unit">
            <input
                type="text"
                inputmode="decimal"
                class="input-number"
                id=path.control_id()
                name=path.place()
                value=text.get_untracked()
                prop:value=move || text.get()
                on:input=move |event| typed(event_target_value(&event))
                aria-describedby=described_by(path)
                aria-invalid=move || problem.get().is_some().then_some("true")
                required=field.required
                readonly=form.read_only
                autocomplete="off"
            />
            {unit.map(|unit| view! { <span class="unit" aria-hidden="true">{unit}</span> })}
        </span>
    }
    .into_any()
}

/// The first choice is the default: what is absent shows it.
fn select(form: Form, field: &'static Field, path: &Path, choices: &'static [Choice]) -> AnyView {
    let (text, problem, typed) = (form.text(path), form.problem(path), typed(form, path));
    let default = choices.first().map_or("", |choice| choice.value);
    let shown = move || text.with(|text| if text.is_empty() { default.to_owned() } else { text.clone() });
    let initial = untrack(shown);
    let options = choices
        .iter()
        .map(|choice| {
            view! {
                <option value=choice.value selected=choice.value == initial>
                    {form.text_of(choice.label)}
                </option>
            }
        })
        .collect_view();
    view! {
        <select
            id=path.control_id()
            name=path.place()
            prop:value=shown
            on:change=move |event| typed(event_target_value(&event))
            aria-describedby=described_by(path)
            aria-invalid=move || problem.get().is_some().then_some("true")
            required=field.required
            disabled=form.read_only
        >
            {options}
        </select>
    }
    .into_any()
}

fn flag(form: Form, field: &'static Field, path: &Path) -> AnyView {
    let value = form.value(path);
    let on = move || matches!(value.get(), Some(Value::Bool(true)));
    let target = path.clone();
    view! {
        <div class="field field-flag">
            <label>
                <input
                    type="checkbox"
                    id=path.control_id()
                    name=path.place()
                    checked=matches!(value.get_untracked(), Some(Value::Bool(true)))
                    prop:checked=on
                    on:change=move |event| {
                        let checked = event_target_checked(&event);
                        form.edit(|root| draft::set(root, &target, Value::Bool(checked)));
                    }
                    aria-describedby=described_by(path)
                    disabled=form.read_only
                />
                <span>{form.text_of(field.label)}</span>
            </label>
            {notes(form, field, path)}
        </div>
    }
    .into_any()
}

fn checkboxes(form: Form, path: &Path, choices: &'static [Choice]) -> AnyView {
    let value = form.value(path);
    let chosen = move |choice: &str| {
        value.with(|value| value.as_ref().and_then(Value::as_array).is_some_and(|list| list.iter().any(|v| v == choice)))
    };
    choices
        .iter()
        .map(|choice| {
            let target = path.clone();
            let word = choice.value;
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen(word)
                        on:change=move |event| {
                            let checked = event_target_checked(&event);
                            let mut list: Vec<Value> = value
                                .get_untracked()
                                .and_then(|value| value.as_array().cloned())
                                .unwrap_or_default();
                            list.retain(|v| v != word);
                            if checked {
                                list.push(Value::String(word.to_owned()));
                            }
                            form.edit(|root| draft::set(root, &target, Value::Array(list)));
                        }
                        disabled=form.read_only
                    />
                    <span>{form.text_of(choice.label)}</span>
                </label>
            }
        })
        .collect_view()
        .into_any()
}
