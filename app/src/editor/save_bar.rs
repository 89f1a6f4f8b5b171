//! The bar at the bottom: what will happen to what was typed.

use contract::{ErrorCode, Permission, RuleKind, views::Phase};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{Act, Editor, conflict::Conflict, guard::guard};
use crate::{
    api::shell::Shell,
    components::{Failure, Question, confirm, toast::use_toasts},
    editor::Thing,
    focus::focus,
    local_path::escape,
};

/// Buttons for what the person may do; questions before what customers will see.
#[component]
pub fn SaveBar(editor: Editor, shell: Shell) -> impl IntoView {
    let form = editor.form;
    let may_save = !form.read_only;
    let may_publish = match editor.thing {
        Thing::Rule(RuleKind::Settings) => shell.allows(Permission::Administer),
        Thing::Rule(_) => shell.allows(Permission::Publish),
        _ => false,
    };
    let question = RwSignal::new(None::<Question>);
    ask_before_leaving(editor, question);
    let run = runner(editor);
    let ask = move |act: Act| question.set(Some(about(editor, act, run)));
    let saved = move || editor.version().is_some();
    let phase = move || editor.working.with(|working| working.phase);
    let has_status = editor.thing.rule().is_some_and(RuleKind::has_status);
    let running = move || has_status && saved() && matches!(phase(), Phase::Live | Phase::Scheduled);
    let can_archive = move || has_status && saved() && phase() != Phase::Archived;
    let publishes = move || editor.is_dirty() || !saved() || !editor.is_published();
    let failure = move || {
        let error = editor.error.get()?;
        Some(match error.code() {
            ErrorCode::Conflict => view! { <Conflict editor /> }.into_any(),
            // Said by the summary, at the top and at the fields.
            ErrorCode::Invalid if !error.problems().is_empty() => return None,
            _ => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <div id="save-failure" tabindex="-1">
            {failure}
        </div>
        {confirm(question)}
        <Show when=move || may_save || may_publish>
            <div class="save-bar" role="region" aria-label=form.t("Сохранение и публикация", "Saving and publishing")>
                <p role="status">{move || status(editor)}</p>
                <div class="save-bar-actions">
                    {may_publish
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button-quiet"
                                    hidden=move || !can_archive()
                                    disabled=move || editor.busy.get()
                                    on:click=move |_| ask(Act::Archive)
                                >
                                    {form.t("В архив", "Archive")}
                                </button>
                                <button
                                    type="button"
                                    hidden=move || !running()
                                    disabled=move || editor.busy.get()
                                    on:click=move |_| ask(Act::Pause)
                                >
                                    {form.t("Поставить на паузу", "Pause")}
                                </button>
                            }
                        })}
                    {may_save
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class:button-primary=!may_publish
                                    disabled=move || editor.busy.get() || (saved() && !editor.is_dirty())
                                    on:click=move |_| run.run(None)
                                >
                                    {form.t("Сохранить", "Save")}
                                </button>
                            }
                        })}
                    {may_publish
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button-primary"
                                    disabled=move || editor.busy.get() || !publishes()
                                    on:click=move |_| ask(Act::Publish)
                                >
                                    {form.t("Опубликовать", "Publish")}
                                </button>
                            }
                        })}
                </div>
            </div>
        </Show>
    }
    .into_any()
}

/// Where the thing stands.
fn status(editor: Editor) -> &'static str {
    let form = editor.form;
    let is_rule = editor.thing.rule().is_some();
    let phase = editor.working.with(|working| working.phase);
    match editor.version() {
        None => form.t("Ещё не сохранено.", "Not saved yet."),
        Some(_) if editor.is_dirty() => form.t("Есть несохранённые изменения.", "There are unsaved changes."),
        Some(_) if !is_rule => form.t("Всё сохранено.", "Everything is saved."),
        Some(_) if phase == Phase::Archived => {
            form.t("В архиве: покупатели этого не видят.", "Archived: customers do not see it.")
        }
        Some(_) if phase == Phase::Paused => form.t("На паузе: покупатели этого не видят.", "Paused: customers do not see it."),
        Some(_) if editor.is_published() => form.t("Сохранено и опубликовано.", "Saved and published."),
        Some(_) if editor.working.with(|working| working.published_version.is_some()) => {
            form.t("Сохранено. Покупатели получают прежнюю версию.", "Saved. Customers still get the version before.")
        }
        Some(_) => form.t("Черновик: покупатели этого не видят.", "A draft: customers do not see it."),
    }
}

/// Saves, and does more where it is asked for; then says what was done, or shows what is wrong.
fn runner(editor: Editor) -> Callback<Option<Act>> {
    let (form, toasts, navigate) = (editor.form, use_toasts(), use_navigate());
    Callback::new(move |act: Option<Act>| {
        let navigate = navigate.clone();
        let was_new = untrack(|| editor.version().is_none());
        toasts.clear();
        editor.busy.set(true);
        spawn_local(async move {
            let result = editor.run(act).await;
            editor.busy.try_set(false);
            match result {
                Ok(()) => toasts.say(match act {
                    None => form.t("Сохранено", "Saved"),
                    Some(Act::Publish) => form.t("Опубликовано", "Published"),
                    Some(Act::Pause) => form.t("Поставлено на паузу", "Paused"),
                    Some(Act::Archive) => form.t("Убрано в архив", "Archived"),
                }),
                Err(error) => {
                    let place = if error.problems().is_empty() { "save-failure" } else { "problems" };
                    editor.error.try_set(Some(error));
                    focus(place);
                    return;
                }
            }
            if was_new && untrack(|| editor.version().is_some()) {
                let address = format!("{}/{}", editor.thing.path(), escape(&untrack(|| editor.id())));
                navigate(&address, NavigateOptions { replace: true, ..NavigateOptions::default() });
            }
        });
    })
}

/// What customers will see is confirmed by naming it.
fn about(editor: Editor, act: Act, run: Callback<Option<Act>>) -> Question {
    let form = editor.form;
    let pick = |ru: String, en: String| form.language.pick(ru, en);
    let name = untrack(|| match editor.thing {
        Thing::Rule(RuleKind::Settings) => form.t("Настройки", "Settings").to_owned(),
        _ => editor.name(),
    });
    let (title, text, yes) = match act {
        Act::Publish => (
            pick(format!("Опубликовать «{name}»?"), format!("Publish “{name}”?")),
            form.t(
                "Со следующего пересчёта корзины покупатели получат именно это.",
                "From the next calculation of a basket on, this is what customers get.",
            ),
            form.t("Опубликовать", "Publish"),
        ),
        Act::Pause => (
            pick(format!("Поставить на паузу «{name}»?"), format!("Pause “{name}”?")),
            form.t(
                "Покупатели перестанут это видеть. Вернуть можно публикацией.",
                "Customers no longer see it. Publishing brings it back.",
            ),
            form.t("Поставить на паузу", "Pause"),
        ),
        Act::Archive => (
            pick(format!("Убрать в архив «{name}»?"), format!("Archive “{name}”?")),
            form.t(
                "Покупатели перестанут это видеть, и оно уйдёт из списка. История останется.",
                "Customers no longer see it, and it leaves the list. Its history stays.",
            ),
            form.t("В архив", "Archive"),
        ),
    };
    Question { title, text: text.to_owned(), yes: yes.to_owned(), answer: Callback::new(move |()| run.run(Some(act))) }
}

fn ask_before_leaving(editor: Editor, question: RwSignal<Option<Question>>) {
    let (form, navigate) = (editor.form, use_navigate());
    let leaving = RwSignal::new(None::<String>);
    guard(editor, leaving);
    Effect::new(move |_| {
        let Some(address) = leaving.get() else { return };
        let navigate = navigate.clone();
        question.set(Some(Question {
            title: form.t("Уйти без сохранения?", "Leave without saving?").to_owned(),
            text: form
                .t("То, что вы изменили на этой странице, пропадёт.", "What you changed on this page will be lost.")
                .to_owned(),
            yes: form.t("Уйти", "Leave").to_owned(),
            answer: Callback::new(move |()| {
                editor.form.draft.set(editor.saved.get_untracked());
                navigate(&address, NavigateOptions::default());
            }),
        }));
        leaving.set(None);
    });
}
