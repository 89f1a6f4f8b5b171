//! Names for pickers.

use contract::views::Named;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

/// Things of a reference (`offer`, `category`, `vendor`, `segment`, `gift_options`, `promotion`) whose name or id contains
/// the search, at most 20.
#[server(endpoint = "names/find", prefix = "/api/ui", input = Json)]
pub async fn find_names(reference: String, search: String) -> Result<Vec<Named>, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.find_names(&permit, &reference, &search).await?)
}
