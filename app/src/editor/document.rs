//! A thing as its document JSON: for those who prefer it, and for browsers in which no script runs. It posts as a form.

use leptos::{form::ActionForm, prelude::*};

use super::{Thing, label_of};
use crate::{
    api::{
        document::{Draft, SaveDocument},
        rules::Working,
    },
    components::{Notice, PageHeader, Tone},
    error::AppError,
    preferences::{use_language, use_texts},
};

/// The form; `kept` is what was typed before it was refused.
#[component]
pub fn DocumentForm(thing: Thing, working: Working, kept: Option<Draft>, may_save: bool, may_publish: bool) -> impl IntoView {
    let t = use_texts();
    let action = ServerAction::<SaveDocument>::new();
    let version = kept.as_ref().map_or(working.version, |kept| kept.version);
    let text = kept.map_or_else(|| pretty(&working.item), |kept| kept.document);
    let name = working.item["name"].as_str().unwrap_or_default().to_owned();
    let title = if name.is_empty() { t("Документ", "Document").to_owned() } else { name };
    let failure = move || action.value().get().and_then(Result::err).map(|error| refused(thing, error));
    view! {
        <PageHeader
            title
            intro=t(
                "То же самое в виде документа JSON, как в экспорте. Ошибки указаны вместе с местом.",
                "The same as document JSON, as in an export. Errors are told with their places.",
            )
                .to_owned()
        />
        {failure}
        <ActionForm action attr:class="document-form">
            <input type="hidden" name="thing" value=thing.as_str() />
            <input type="hidden" name="version" value=version.map(|version| version.to_string()) />
            <div class="field">
                <label for="document">{t("Документ JSON", "Document JSON")}</label>
                <textarea id="document" name="document" class="ids" rows="28" spellcheck="false" readonly=!may_save>
                    {text}
                </textarea>
            </div>
            <div class="save-bar-actions">
                {may_save
                    .then(|| {
                        view! {
                            <button type="submit" name="act" value="save">
                                {t("Сохранить", "Save")}
                            </button>
                        }
                    })}
                {may_publish
                    .then(|| {
                        view! {
                            <button type="submit" name="act" value="publish" class="button-primary">
                                {t("Сохранить и опубликовать", "Save and publish")}
                            </button>
                        }
                    })}
            </div>
        </ActionForm>
    }
    .into_any()
}

/// Every problem with its place.
fn refused(thing: Thing, error: AppError) -> AnyView {
    let language = use_language();
    let problems: Vec<_> = error
        .problems()
        .iter()
        .filter(|problem| !problem.place.is_empty())
        .map(|problem| {
            let label = label_of(thing.fields(), &problem.place, language).map(|label| format!("{label}: ")).unwrap_or_default();
            let message = format!("{label}{}", problem.message(language));
            view! { <li>{message} " " <code>{problem.place.clone()}</code></li> }
        })
        .collect();
    let message = error.message(language);
    view! {
        <Notice tone=Tone::Bad>
            <p>{message}</p>
            {(!problems.is_empty()).then(|| view! { <ul>{problems}</ul> })}
        </Notice>
    }
    .into_any()
}

fn pretty(item: &serde_json::Value) -> String {
    serde_json::to_string_pretty(item).unwrap_or_default()
}
