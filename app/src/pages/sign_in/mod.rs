//! Signing in. It posts without a script, and a password manager finds its way.

use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    api::staff::SignIn,
    components::{Logo, Notice, PageHeader, Tone, preferences::PreferenceForms},
    local_path::local_path,
    preferences::{use_language, use_texts},
};

pub fn page() -> AnyView {
    let (t, language) = (use_texts(), use_language());
    let action = ServerAction::<SignIn>::new();
    let query = use_query_map();
    let next = move || {
        let next = query.with(|query| query.get("next")).unwrap_or_default();
        local_path(&next).unwrap_or("/").to_owned()
    };
    let error = move || {
        let answer = action.value().get();
        answer.and_then(Result::err).map(|error| {
            view! {
                <Notice tone=Tone::Bad>
                    <p>{error.message(language)}</p>
                </Notice>
            }
        })
    };
    view! {
        <main class="alone sign-in" id="main">
            <div class="brand">
                <Logo />
                <span>"Podarok"</span>
            </div>
            <PageHeader title=t("Вход", "Sign in").to_owned() />
            {error}
            <ActionForm action>
                <input type="hidden" name="next" value=next />
                <div class="field">
                    <label for="name">{t("Имя", "Name")}</label>
                    <input type="text" id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required />
                </div>
                <div class="field">
                    <label for="password">{t("Пароль", "Password")}</label>
                    <input type="password" id="password" name="password" autocomplete="current-password" required />
                </div>
                <button type="submit" class="button-primary" disabled=move || action.pending().get()>
                    {t("Войти", "Sign in")}
                </button>
            </ActionForm>
            <PreferenceForms />
        </main>
    }
    .into_any()
}
