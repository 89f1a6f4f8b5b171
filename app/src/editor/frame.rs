//! The page around a form.

use contract::{Permission, RuleKind};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde_json::Value;

use super::{Editor, ProblemSummary, SaveBar, Thing, slug};
use crate::{
    api::{rules::Working, shell::Shell},
    components::{PageHeader, PhaseBadge, loaded_page},
    preferences::use_language,
    rule_form::{Path, field_view},
};

/// The editor of the thing whose id is in the address, or of a new one: `new_title` stands over its form, `fresh` is what it
/// starts with.
pub fn open(thing: Thing, new_title: engine::Text, fresh: fn() -> Value, body: fn(Editor, &Shell) -> AnyView) -> AnyView {
    let language = use_language();
    let params = use_params_map();
    let id = Memo::new(move |_| match thing {
        Thing::Rule(RuleKind::Settings) => Some(contract::rule::SETTINGS_ID.to_owned()),
        _ => params.with(|params| params.get("id")),
    });
    let working = Resource::new(
        move || id.get(),
        move |id| async move {
            match id {
                Some(id) => thing.load(id).await,
                None => Ok(Working { item: fresh(), ..Working::fresh(thing.rule().unwrap_or(RuleKind::GiftOptions)) }),
            }
        },
    );
    loaded_page(working, move |working, shell: Shell| {
        let needed = if thing == Thing::Rule(RuleKind::Settings) { Permission::Administer } else { Permission::Edit };
        let editor = Editor::open(thing, working, &shell, language, !shell.allows(needed));
        view! { <Frame editor shell new_title body /> }
    })
}

#[component]
fn Frame(editor: Editor, shell: Shell, new_title: engine::Text, body: fn(Editor, &Shell) -> AnyView) -> impl IntoView {
    let (language, form) = (editor.form.language, editor.form);
    let title = Signal::derive(move || {
        let is_settings = editor.thing == Thing::Rule(RuleKind::Settings);
        // The name as it was saved: a heading does not change while one types.
        let name = editor.saved.with(|saved| saved["name"].as_str().unwrap_or_default().to_owned());
        if is_settings || editor.version().is_none() {
            new_title.get(language).to_owned()
        } else if name.is_empty() {
            editor.id()
        } else {
            name
        }
    });
    // What is typed before the page is alive would be lost.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <PageHeader title>
            <State editor />
        </PageHeader>
        <ProblemSummary form />
        <form class="editor-form" novalidate on:submit=|event| event.prevent_default()>
            <fieldset class="editor-body" disabled=move || !alive.get()>
                {body(editor, &shell)}
            </fieldset>
            <SaveBar editor shell />
        </form>
    }
    .into_any()
}

/// Its phase, its id, and who changed it last.
#[component]
fn State(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let badge = move || {
        editor.working.with(|working| {
            editor.thing.rule().map(|_| view! { <PhaseBadge phase=working.phase unpublished=working.is_unpublished() /> })
        })
    };
    let changed = move || {
        editor.working.with(|working| {
            let who = [working.changed_at.as_str(), working.changed_by.as_str()].join(", ");
            (!working.changed_at.is_empty()).then(|| format!("{} {who}", form.t("Изменено", "Changed")))
        })
    };
    view! {
        <div class="state">
            {badge}
            {move || changed().map(|text| view! { <span class="muted">{text}</span> })}
        </div>
    }
    .into_any()
}

/// A group of fields under a heading.
#[component]
pub fn Section(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}

/// While a thing is new and nobody has typed another id, its id follows its name.
pub fn suggest_id(editor: Editor) {
    let form = editor.form;
    let key = editor.thing.id_key();
    Effect::new(move |before: Option<String>| {
        let name = form.draft.with(|draft| draft["name"].as_str().unwrap_or_default().to_owned());
        let suggestion = slug(&name);
        let typed = form.draft.with_untracked(|draft| draft[key].as_str().unwrap_or_default().to_owned());
        let ours = typed == before.unwrap_or_default();
        if untrack(|| editor.version().is_none()) && ours && typed != suggestion {
            form.edit(|draft| {
                if let Value::Object(draft) = draft {
                    draft.insert(key.to_owned(), Value::String(suggestion.clone()));
                }
            });
        }
        suggestion
    });
}

/// The id: asked for once, then only shown.
pub fn id_field(editor: Editor, what_for: &'static str) -> AnyView {
    let (form, field) = (editor.form, editor.thing.field(editor.thing.id_key()));
    let fixed = form.t("После первого сохранения не меняется.", "It cannot be changed after the first save.");
    let view = move || {
        if editor.version().is_none() {
            view! {
                {field_view(form, field, &Path::root())}
                <p class="field-hint">{what_for} " " {fixed}</p>
            }
            .into_any()
        } else {
            view! {
                <p class="fixed-id">
                    <span class="label">{field.label.get(form.language)}</span>
                    <code>{editor.id()}</code>
                    <span class="field-hint">{what_for}</span>
                </p>
            }
            .into_any()
        }
    };
    view.into_any()
}
