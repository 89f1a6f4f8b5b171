//! The log of webhooks' calls: for those who may see customers.

use contract::{
    inputs::CallsInput,
    views::{CallView, CallsView},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

#[server(endpoint = "calls/list", prefix = "/api/ui", input = Json)]
pub async fn list_calls(input: CallsInput) -> Result<CallsView, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.list_calls(&permit, &input, Preferences::current().language).await?)
}

#[server(endpoint = "calls/load", prefix = "/api/ui", input = Json)]
pub async fn load_call(id: i64) -> Result<CallView, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.call(&permit, id, Preferences::current().language).await?)
}
