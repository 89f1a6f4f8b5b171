//! A question before something that others will notice.

use leptos::{html::Dialog, prelude::*};

use crate::preferences::use_texts;

/// What is asked, and what happens on yes.
#[derive(Clone)]
pub struct Question {
    pub title: String,
    pub text: String,
    /// On the button.
    pub yes: String,
    pub answer: Callback<()>,
}

/// The dialog for whatever question is put.
pub fn confirm(question: RwSignal<Option<Question>>) -> AnyView {
    let t = use_texts();
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (question.with(Option::is_some), dialog.open()) {
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let part = move |part: fn(&Question) -> &str| move || question.with(|question| question.as_ref().map(|q| part(q).to_owned()));
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby="question-title"
            aria-describedby="question-text"
            on:close=move |_| question.set(None)
        >
            <h2 id="question-title">{part(|question| &question.title)}</h2>
            <p id="question-text">{part(|question| &question.text)}</p>
            <div class="dialog-actions">
                <button type="button" on:click=move |_| question.set(None)>
                    {t("Отмена", "Cancel")}
                </button>
                <button
                    type="button"
                    class="button-primary"
                    on:click=move |_| {
                        let answer = question.with_untracked(|question| question.as_ref().map(|question| question.answer));
                        question.set(None);
                        if let Some(answer) = answer {
                            answer.run(());
                        }
                    }
                >
                    {part(|question| &question.yes)}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}
