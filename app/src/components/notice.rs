use contract::ErrorCode;
use leptos::prelude::*;

use crate::{
    error::AppError,
    preferences::{use_language, use_texts},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warn,
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice-info",
            Self::Good => "notice notice-good",
            Self::Warn => "notice notice-warn",
            Self::Bad => "notice notice-bad",
        }
    }
}

/// A message within the page; errors are read out at once.
#[component]
pub fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=tone.class() role=role>
            {children()}
        </div>
    }
    .into_any()
}

/// What went wrong, and what to do about it.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    let (t, language) = (use_texts(), use_language());
    let way_out = match error.code() {
        ErrorCode::Unauthenticated => {
            let text = t("Войти в новой вкладке", "Sign in in a new tab");
            Some(view! { <a href="/sign-in" target="_blank">{text}</a> }.into_any())
        }
        ErrorCode::NotFound => Some(view! { <a href="/">{t("На главную", "Home")}</a> }.into_any()),
        _ => None,
    };
    view! {
        <Notice tone=Tone::Bad>
            <p>{error.message(language)}</p>
            {way_out}
        </Notice>
    }
    .into_any()
}
