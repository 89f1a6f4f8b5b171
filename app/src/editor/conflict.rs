//! Somebody else saved in the meantime: what they changed, and two ways on.

use leptos::{prelude::*, task::spawn_local};

use super::{Editor, changes};
use crate::{
    api::rules::Working,
    components::{Notice, Tone},
    error::AppError,
};

/// Loads what was saved meanwhile and shows it.
#[component]
pub fn Conflict(editor: Editor) -> impl IntoView {
    let form = editor.form;
    let theirs = RwSignal::new(None::<Result<Working, AppError>>);
    Effect::new(move |_| {
        spawn_local(async move {
            let id = untrack(|| editor.id());
            theirs.try_set(Some(editor.thing.load(id).await));
        });
    });
    let details = move || match theirs.get()? {
        Ok(theirs) => Some(difference(editor, theirs)),
        Err(error) => Some(view! { <p>{error.message(form.language)}</p> }.into_any()),
    };
    view! {
        <Notice tone=Tone::Warn>
            <p>
                <strong>
                    {form
                        .t(
                            "Пока вы редактировали, кто-то сохранил свои изменения.",
                            "Somebody else saved changes while you were editing.",
                        )}
                </strong>
                " "
                {form.t("Ваш текст цел.", "Nothing of yours is lost.")}
            </p>
            {details}
        </Notice>
    }
    .into_any()
}

fn difference(editor: Editor, theirs: Working) -> AnyView {
    let form = editor.form;
    let changed =
        untrack(|| changes::differing(editor.thing.fields(), &editor.saved.get(), &theirs.item, form.language)).join(", ");
    let who = [theirs.changed_by.as_str(), theirs.changed_at.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let (mine, other) = (theirs.clone(), theirs);
    view! {
        <p>{form.t("Изменено: ", "Changed: ")} {changed} {(!who.is_empty()).then(|| format!(" ({who})"))}</p>
        <div class="notice-actions">
            <button type="button" on:click=move |_| editor.rebase(mine.clone())>
                {form.t("Перенести мои правки на новую версию", "Put my changes on top of the new version")}
            </button>
            <button type="button" class="button-quiet" on:click=move |_| editor.take_theirs(other.clone())>
                {form.t("Отказаться от моих", "Discard mine")}
            </button>
        </div>
    }
    .into_any()
}
