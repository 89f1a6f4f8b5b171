//! Language and theme. Open to everybody: it only sets cookies of their own.

use leptos::prelude::*;

use crate::error::AppError;

/// Remembers the language or the theme in a cookie and goes back to the page, if one is named. A plain form posts here.
#[server(endpoint = "preferences", prefix = "/api/ui")]
pub async fn set_preferences(
    #[server(default)] language: String,
    #[server(default)] theme: String,
    #[server(default)] return_to: String,
) -> Result<(), AppError> {
    use crate::{
        local_path::local_path,
        preferences::{LANGUAGE_COOKIE, THEME_COOKIE, Theme, parse_language},
    };
    use axum::http::{HeaderValue, header::SET_COOKIE};
    let chosen = [
        parse_language(&language).map(|language| (LANGUAGE_COOKIE, language.code())),
        Theme::parse(&theme).map(|theme| (THEME_COOKIE, theme.as_str())),
    ];
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        for (name, value) in chosen.into_iter().flatten() {
            let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.append_header(SET_COOKIE, cookie);
            }
        }
    }
    if let Some(page) = local_path(&return_to) {
        leptos_axum::redirect(page, false);
    }
    Ok(())
}
