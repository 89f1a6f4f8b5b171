use contract::ErrorCode;
use leptos::prelude::*;

use crate::{
    api::shell::Shell,
    components::{Failure, PageHeader},
    error::AppError,
    preferences::use_texts,
    use_shell,
};

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
    show(resource, view, |error| view! { <Failure error /> }.into_any())
}

/// The same for a whole page: it has a heading also where nothing could be loaded.
pub fn loaded_page<T, V>(
    resource: Resource<Result<T, AppError>>,
    view: impl Fn(T, Shell) -> V + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let t = use_texts();
    show(resource, view, move |error| {
        let title = match error.code() {
            ErrorCode::NotFound => t("Не найдено", "Not found"),
            ErrorCode::Forbidden => t("Нет доступа", "No access"),
            _ => t("Не получилось открыть", "This could not be opened"),
        };
        view! {
            <PageHeader title=title.to_owned() />
            <Failure error />
        }
        .into_any()
    })
}

fn show<T, V>(
    resource: Resource<Result<T, AppError>>,
    view: impl Fn(T, Shell) -> V + Clone + Send + Sync + 'static,
    failure: impl Fn(AppError) -> AnyView + Clone + Send + Sync + 'static,
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
                let (view, failure) = (view.clone(), failure.clone());
                Suspend::new(async move {
                    let both = match (shell.await, resource.await) {
                        (Ok(shell), Ok(value)) => Ok((value, shell)),
                        (Err(error), _) | (_, Err(error)) => Err(error),
                    };
                    match both {
                        Ok((value, shell)) => view(value, shell).into_any(),
                        Err(error) => {
                            answer_with_status(&error);
                            failure(error)
                        }
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// A page that could not be shown has the status of its error; whoever is to sign in is on the way already.
fn answer_with_status(error: &AppError) {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && error.code() != ErrorCode::Unauthenticated
        && let Ok(status) = axum::http::StatusCode::from_u16(AppError::status(error.code()))
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = error;
}
