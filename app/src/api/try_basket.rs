//! "Try a basket".

use contract::{inputs::TryInput, views::TryView};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

/// What a basket costs, by what is published; nothing is stored.
#[server(endpoint = "try-basket", prefix = "/api/ui", input = Json)]
pub async fn try_basket(input: TryInput) -> Result<TryView, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Read>().await?;
    Ok(service()?.try_basket(&permit, &input, Preferences::current().language).await?)
}
