//! Customers: for publishers.

use contract::{
    document::Customer,
    inputs::ListInput,
    views::{CustomerView, Forgotten, Page},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

#[server(endpoint = "customers/list", prefix = "/api/ui", input = Json)]
pub async fn list_customers(input: ListInput) -> Result<Page<Customer>, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.list_customers(&permit, &input).await?)
}

#[server(endpoint = "customers/load", prefix = "/api/ui", input = Json)]
pub async fn load_customer(id: String) -> Result<CustomerView, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.customer_view(&permit, &id, Preferences::current().language).await?)
}

/// Saves what was changed in the form: `was` is what it began with, as JSON, so that an order meanwhile is not undone by a
/// balance that nobody touched. A plain form posts here.
#[server(endpoint = "customers/save", prefix = "/api/ui")]
pub async fn save_customer(
    id: String,
    #[server(default)] loyalty_card: String,
    #[server(default)] tier: String,
    #[server(default)] balance: String,
    was: String,
) -> Result<(), AppError> {
    use crate::{
        local_path::escape,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    let change = change(&was, loyalty_card.trim(), tier.trim(), balance.trim())?;
    service()?.save_customer(&permit, &id, &change).await?;
    leptos_axum::redirect(&format!("/customers/{}", escape(&id)), false);
    Ok(())
}

/// The fields of a form that differ from what it began with.
#[cfg(feature = "ssr")]
fn change(was: &str, loyalty_card: &str, tier: &str, balance: &str) -> Result<contract::inputs::CustomerChange, AppError> {
    use contract::inputs::CustomerChange;
    let (card_was, tier_was, balance_was): Shown = serde_json::from_str(was).unwrap_or_default();
    let text = |is: &str, was: Option<String>| (is != was.unwrap_or_default()).then(|| Some(is.to_owned()));
    let balance = match balance {
        "" => None,
        number => Some(number.parse::<i64>().map_err(|error| not_whole(&error))?),
    };
    Ok(CustomerChange {
        loyalty_card: text(loyalty_card, card_was),
        tier: text(tier, tier_was),
        balance: (balance != balance_was).then_some(balance),
        orders: None,
    })
}

/// What a form began with: card, tier, balance.
pub type Shown = (Option<String>, Option<String>, Option<i64>);

#[cfg(feature = "ssr")]
fn not_whole(error: &std::num::ParseIntError) -> AppError {
    tracing::debug!(%error, "a balance that is no number");
    let mut problems = engine::Problems::default();
    problems.add(&engine::Place::root().key("balance"), "Баллы: нужно целое число.", "Points: must be a whole number.");
    AppError(contract::Error::invalid(problems))
}

/// Forgets a customer, and leads to what was forgotten.
#[server(endpoint = "customers/forget", prefix = "/api/ui")]
pub async fn forget_customer(id: String) -> Result<(), AppError> {
    use crate::{
        local_path::escape,
        session::{permit, service},
    };
    let permit = permit::<service::Publish>().await?;
    let forgotten = service()?.forget_customer(&permit, &id).await?;
    // The id is in no address any more.
    leptos_axum::redirect(&format!("/customers?forgotten={}", escape(&forgotten.hash)), false);
    Ok(())
}

/// What was forgotten of a customer, by the hash that stands for them.
#[server(endpoint = "customers/forgotten", prefix = "/api/ui", input = Json)]
pub async fn load_forgotten(hash: String) -> Result<Forgotten, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Publish>().await?;
    Ok(service()?.forgotten(&permit, &hash).await?)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use contract::inputs::CustomerChange;

    use super::*;

    #[test]
    fn only_what_was_changed_is_saved() {
        let was = serde_json::to_string::<Shown>(&(Some("1".to_owned()), None, Some(5))).unwrap();
        assert_eq!(change(&was, "1", "", "5").unwrap(), CustomerChange::default());
        let all = CustomerChange {
            loyalty_card: Some(Some(String::new())),
            tier: Some(Some("gold".to_owned())),
            balance: Some(Some(7)),
            orders: None,
        };
        assert_eq!(change(&was, "", "gold", "7").unwrap(), all);
        assert_eq!(change(&was, "1", "", "").unwrap().balance, Some(None));
        assert!(change(&was, "1", "", "1,5").is_err());
    }
}
