//! Orders: for publishers.

use contract::views::OrderView;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

#[server(endpoint = "orders/load", prefix = "/api/ui", input = Json)]
pub async fn load_order(id: String) -> Result<OrderView, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.order_view(&permit, &id, Preferences::current().language).await?)
}
