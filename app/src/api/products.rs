//! Products: data, effective at once.

use contract::{
    inputs::{ListInput, SaveInput},
    views::{Page, ProductView, Saved},
};
use engine::Category;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

#[server(endpoint = "products/list", prefix = "/api/ui", input = Json)]
pub async fn list_products(input: ListInput) -> Result<Page<ProductView>, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.list_products(&permit, &input).await?)
}

#[server(endpoint = "products/load", prefix = "/api/ui", input = Json)]
pub async fn load_product(offer_id: String) -> Result<ProductView, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.product(&permit, &offer_id).await?)
}

#[server(endpoint = "products/save", prefix = "/api/ui", input = Json)]
pub async fn save_product(input: SaveInput) -> Result<Saved, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Edit>().await?;
    Ok(service()?.save_product(&permit, &input).await?)
}

#[server(endpoint = "categories/list", prefix = "/api/ui", input = Json)]
pub async fn list_categories() -> Result<Vec<Category>, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.categories(&permit).await?)
}
