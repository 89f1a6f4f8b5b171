//! The log of webhooks' calls: for those who may see customers.

use contract::{
    inputs::CallsInput,
    views::{CallView, CallsView, TryView},
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

/// With `again` a basket's answer by what is published and known now, too.
#[server(endpoint = "calls/load", prefix = "/api/ui", input = Json)]
pub async fn load_call(id: i64, again: bool) -> Result<(CallView, Option<TryView>), AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    let (service, language) = (service()?, Preferences::current().language);
    let call = service.call(&permit, id, language).await?;
    let again = if again { Some(service.calculate_call_again(&permit, id, language).await?) } else { None };
    Ok((call, again))
}
