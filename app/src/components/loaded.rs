use leptos::prelude::*;

use crate::{api::shell::Shell, components::Failure, error::AppError, preferences::use_texts, use_shell};

/// Shows what a resource brought, or what went wrong. Rendered on the server whole; in the browser what is shown stays until
/// the next answer is there.
pub fn loaded<T, V>(
    resource: Resource<Result<T, AppError>>,
    view: impl Fn(T, Shell) -> V + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let (shell, t) = (use_shell(), use_texts());
    let waiting = move || view! { <p class="waiting" role="status">{t("Загружаем…", "Loading…")}</p> };
    view! {
        <Transition fallback=waiting>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    let both = match (shell.await, resource.await) {
                        (Ok(shell), Ok(value)) => Ok((value, shell)),
                        (Err(error), _) | (_, Err(error)) => Err(error),
                    };
                    match both {
                        Ok((value, shell)) => view(value, shell).into_any(),
                        Err(error) => {
                            answer_with_status(&error);
                            view! { <Failure error /> }.into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// A page that could not be shown has the status of its error.
fn answer_with_status(error: &AppError) {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        use axum::http::StatusCode;
        let redirected = error.code() == contract::ErrorCode::Unauthenticated;
        if !redirected && let Ok(status) = StatusCode::from_u16(AppError::status(error.code())) {
            response.set_status(status);
        }
    }
    #[cfg(not(feature = "ssr"))]
    let _ = error;
}
