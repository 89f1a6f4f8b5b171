//! Short messages that something was done; read out, and gone after a while.

use std::time::Duration;

use leptos::prelude::*;

const SHOWN_FOR: Duration = Duration::from_secs(6);

/// Says things at the edge of the desk.
#[derive(Clone, Copy)]
pub struct Toasts {
    /// The last message, and its number: the same words twice are two messages.
    message: RwSignal<Option<(u32, &'static str)>>,
    said: StoredValue<u32>,
}

impl Toasts {
    pub fn provide() -> Self {
        let toasts = Self { message: RwSignal::new(None), said: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    pub fn say(self, text: &'static str) {
        self.said.update_value(|said| *said += 1);
        let number = self.said.get_value();
        self.message.set(Some((number, text)));
        _ = set_timeout(
            move || {
                if self.message.with_untracked(|message| message.is_some_and(|(shown, _)| shown == number)) {
                    self.message.set(None);
                }
            },
            SHOWN_FOR,
        );
    }

    /// What was said before no longer holds.
    pub fn clear(self) {
        self.message.set(None);
    }
}

pub fn use_toasts() -> Toasts {
    expect_context()
}

#[component]
pub fn ToastRegion(toasts: Toasts) -> impl IntoView {
    view! {
        <div class="toasts" role="status">
            {move || toasts.message.get().map(|(_, text)| view! { <p class="toast">{text}</p> })}
        </div>
    }
    .into_any()
}
