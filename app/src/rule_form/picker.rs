//! Ids: picked by name, or pasted as a list.

use contract::views::Named;
use engine::describe::{Field, Reference};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;

use super::{
    Form,
    draft::{self, Path},
    field::described_by,
    is_searchable, reference_name,
};

/// What a search brought: the newest answer only.
#[derive(Clone, Copy)]
struct Search {
    found: RwSignal<Vec<Named>>,
    asked: StoredValue<u32>,
}

impl Search {
    fn new() -> Self {
        Self { found: RwSignal::new(Vec::new()), asked: StoredValue::new(0) }
    }

    fn clear(self) {
        self.asked.update_value(|asked| *asked += 1);
        self.found.set(Vec::new());
    }

    fn ask(self, form: Form, reference: Reference, search: String) {
        self.asked.update_value(|asked| *asked += 1);
        let asked = self.asked.get_value();
        spawn_local(async move {
            if let Ok(found) = crate::api::names::find_names(reference_name(reference).to_owned(), search).await
                && self.asked.try_get_value() == Some(asked)
            {
                form.learn(&found);
                self.found.set(found);
            }
        });
    }
}

/// One id, with the names of those that can be picked.
pub fn one(form: Form, field: &'static Field, path: &Path, reference: Reference) -> AnyView {
    let (text, problem, target) = (form.text(path), form.problem(path), path.clone());
    let search = Search::new();
    let list_id = format!("{}-list", path.control_id());
    let ask = move |typed: String| {
        if is_searchable(reference) {
            search.ask(form, reference, typed);
        }
    };
    let name = move || form.name(reference, &text.get()).filter(|name| *name != text.get());
    view! {
        <input
            type="text"
            id=path.control_id()
            name=path.place()
            list=list_id.clone()
            value=text.get_untracked()
            prop:value=move || text.get()
            on:focus=move |_| ask(text.get_untracked())
            on:input=move |event| {
                let typed = event_target_value(&event);
                form.edit(|root| draft::type_text(root, &target, typed.clone()));
                ask(typed);
            }
            aria-describedby=described_by(path)
            aria-invalid=move || problem.get().is_some().then_some("true")
            required=field.required
            readonly=form.read_only
            autocomplete="off"
        />
        <datalist id=list_id>
            <For each=move || search.found.get() key=|named| named.id.clone() let:named>
                <option value=named.id>{named.name}</option>
            </For>
        </datalist>
        {move || name().map(|name| view! { <p class="field-note">{name}</p> })}
    }
    .into_any()
}

/// A list of ids (or of plain texts): chips with names, an input that searches and takes pasted lists.
pub fn many(form: Form, field: &'static Field, path: &Path, reference: Option<Reference>) -> AnyView {
    let (len, problem) = (form.len(path), form.problem(path));
    let list = StoredValue::new(path.clone());
    let typed = RwSignal::new(String::new());
    let search = Search::new();
    let searchable = reference.filter(|reference| is_searchable(*reference));
    let add = move |text: &str| {
        let ids = split(text);
        form.edit(|root| {
            for id in ids {
                let known =
                    draft::get(root, &list.get_value()).and_then(Value::as_array).is_some_and(|ids| ids.iter().any(|i| *i == id));
                if !known {
                    draft::push(root, &list.get_value(), Value::String(id));
                }
            }
        });
        typed.set(String::new());
        search.clear();
    };
    let on_input = move |text: String| {
        if text.contains(['\n', '\t', ';', ',']) {
            add(&text);
            return;
        }
        typed.set(text.clone());
        match searchable {
            Some(reference) if !text.trim().is_empty() => search.ask(form, reference, text),
            _ => search.clear(),
        }
    };
    let placeholder = match searchable {
        Some(_) => form.t("Название или идентификатор", "Name or id"),
        None => form.t("Введите и нажмите Enter", "Type and press Enter"),
    };
    view! {
        <div class="picker">
            <ul class="chips" aria-label=form.text_of(field.label)>
                <For each=move || 0..len.get() key=|index| *index let:index>
                    {chip(form, &list.get_value(), index, reference)}
                </For>
            </ul>
            <div class="picker-search" hidden=form.read_only>
                <input
                    type="text"
                    id=path.control_id()
                    placeholder=placeholder
                    prop:value=move || typed.get()
                    on:input=move |event| on_input(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            add(&typed.get_untracked());
                        } else if event.key() == "Escape" {
                            search.clear();
                        }
                    }
                    on:paste=move |event| paste(&event, add)
                    on:change=move |_| {
                        // Leaving the field keeps what was typed, unless a suggestion is about to be picked.
                        if search.found.with_untracked(Vec::is_empty) {
                            add(&typed.get_untracked());
                        }
                    }
                    aria-describedby=described_by(path)
                    aria-invalid=move || problem.get().is_some().then_some("true")
                    autocomplete="off"
                />
                <ul class="suggestions" hidden=move || search.found.with(Vec::is_empty)>
                    <For each=move || search.found.get() key=|named| named.id.clone() let:named>
                        {suggestion(named, add)}
                    </For>
                </ul>
            </div>
        </div>
    }
    .into_any()
}

fn suggestion(named: Named, add: impl Fn(&str) + Copy + Send + Sync + 'static) -> AnyView {
    let id = named.id.clone();
    let price = named.price.map(|price| format!(" · {price}"));
    view! {
        <li>
            <button type="button" class="suggestion" on:click=move |_| add(&id)>
                <span>{named.name}</span>
                <span class="id">{named.id} {price}</span>
            </button>
        </li>
    }
    .into_any()
}

fn chip(form: Form, list: &Path, index: usize, reference: Option<Reference>) -> AnyView {
    let path = list.index(index);
    let (text, problem) = (form.text(&path), form.problem(&path));
    let name = move || reference.and_then(|reference| form.name(reference, &text.get())).unwrap_or_else(|| text.get());
    let (remove, id) = (form.t("Убрать", "Remove"), path.control_id());
    view! {
        <li class="chip" class:chip-invalid=move || problem.get().is_some() id=id tabindex="-1">
            <span title=move || text.get()>{name}</span>
            {move || problem.get().map(|problem| view! { <span class="field-error">{problem}</span> })}
            <button
                type="button"
                hidden=form.read_only
                aria-label=move || format!("{remove} {}", name())
                on:click=move |_| form.edit(|root| draft::remove(root, &path))
            >
                "×"
            </button>
        </li>
    }
    .into_any()
}

/// Ids of a pasted list: one a line, or separated by commas, semicolons or tabs.
fn split(text: &str) -> Vec<String> {
    text.split(['\n', '\r', '\t', ';', ',']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// A text input drops line breaks of what is pasted: take the list before it does.
#[cfg(feature = "hydrate")]
fn paste(event: &web_sys::Event, add: impl Fn(&str)) {
    use wasm_bindgen::JsCast;
    let text = event
        .dyn_ref::<web_sys::ClipboardEvent>()
        .and_then(web_sys::ClipboardEvent::clipboard_data)
        .and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| split(text).len() > 1) {
        event.prevent_default();
        add(&text);
    }
}

#[cfg(not(feature = "hydrate"))]
fn paste<E>(_event: &E, _add: impl Fn(&str)) {}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_pasted_list_is_taken_apart() {
        assert_eq!(split("10, 20\n30\r\n 40 ;;\t50"), ["10", "20", "30", "40", "50"]);
        assert_eq!(split("  "), Vec::<String>::new());
    }
}
