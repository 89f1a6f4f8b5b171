//! The page around a form.

use contract::{Permission, RuleKind};
use engine::Language;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde_json::Value;

use super::{Editor, ProblemSummary, SaveBar, Thing, document::DocumentForm, slug};
use crate::{
    api::{self, rules::Working, shell::Shell},
    components::{CopyButton, PageHeader, PhaseBadge, loaded_page},
    preferences::use_language,
    rule_form::{Path, field_view},
};

/// The editor of the thing whose id is in the address, or of a new one: `new_title` stands over its form, `fresh` is what it
/// starts with.
pub fn open(thing: Thing, new_title: engine::Text, fresh: fn() -> Value, body: fn(Editor, &Shell) -> AnyView) -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let id = match thing {
            Thing::Rule(RuleKind::Settings) => Some(contract::rule::SETTINGS_ID.to_owned()),
            _ => params.with(|params| params.get("id")),
        };
        (id, query.with(|query| query.get("as").as_deref() == Some("document")))
    });
    let loading = Resource::new(
        move || asked.get(),
        move |(id, as_document)| async move {
            let working = match id {
                Some(id) => thing.load(id).await?,
                None => Working { item: fresh(), ..Working::fresh(thing.rule().unwrap_or(RuleKind::GiftOptions)) },
            };
            let kept = if as_document { api::document::kept_document(thing.as_str().to_owned()).await? } else { None };
            Ok((working, kept, as_document))
        },
    );
    loaded_page(loading, move |(working, kept, as_document), shell: Shell| {
        let is_settings = thing == Thing::Rule(RuleKind::Settings);
        let may_save = shell.allows(if is_settings { Permission::Administer } else { Permission::Edit });
        if as_document {
            let may_publish = may_save && thing.rule().is_some() && shell.allows(Permission::Publish);
            view! { <DocumentForm thing working kept may_save may_publish /> }.into_any()
        } else {
            let editor = Editor::open(thing, working, &shell, use_language(), !may_save);
            view! { <Frame editor shell new_title body /> }.into_any()
        }
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
        <Sentence editor />
        <noscript inner_html=without_script(language) />
        <ProblemSummary form fields=editor.thing.fields() />
        <form class="editor-form" novalidate on:submit=|event| event.prevent_default()>
            <fieldset class="editor-body" disabled=move || !alive.get()>
                {body(editor, &shell)}
            </fieldset>
            <SaveBar editor shell />
        </form>
    }
    .into_any()
}

/// What can be done where no script runs. Fixed words of ours: nothing that was typed is in it.
fn without_script(language: Language) -> &'static str {
    language.pick(
        "<p class=\"notice notice-info\">Форма работает со скриптами. Без них можно <a href=\"?as=document\">править документ JSON</a>.</p>",
        "<p class=\"notice notice-info\">The form needs scripts. Without them, <a href=\"?as=document\">edit the document JSON</a>.</p>",
    )
}

/// What was saved says of itself, in one sentence; promotions say it beside their form.
#[component]
fn Sentence(editor: Editor) -> impl IntoView {
    let shown = editor.thing != Thing::Rule(RuleKind::Promotion);
    let sentence = move || editor.working.with(|working| Some(working.sentence.clone()).filter(|text| shown && !text.is_empty()));
    view! { {move || sentence().map(|sentence| view! { <p class="page-intro sentence-saved">{sentence}</p> })} }.into_any()
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
            <a href="?as=document">"JSON"</a>
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
                <div class="fixed-id">
                    <span class="label">{field.label.get(form.language)}</span>
                    <code>{editor.id()}</code>
                    <CopyButton text=Signal::derive(move || editor.id()) />
                    <p class="field-hint">{what_for}</p>
                </div>
            }
            .into_any()
        }
    };
    view.into_any()
}
