//! Signing in and out.

use leptos::prelude::*;

use crate::error::AppError;

/// One error for every reason. Open to everybody; slowed down after failures.
#[server(endpoint = "sign-in", prefix = "/api/ui")]
pub async fn sign_in(name: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    use crate::{local_path::local_path, session};
    let signed_in = session::service()?.sign_in(&name, &password, &session::client_address()).await?;
    session::sign_in(&signed_in).await?;
    leptos_axum::redirect(local_path(&next).unwrap_or("/"), false);
    Ok(())
}

/// Ends the session. Open to everybody: it concerns their own session only.
#[server(endpoint = "sign-out", prefix = "/api/ui")]
pub async fn sign_out() -> Result<(), AppError> {
    crate::session::sign_out().await?;
    leptos_axum::redirect("/sign-in", false);
    Ok(())
}
