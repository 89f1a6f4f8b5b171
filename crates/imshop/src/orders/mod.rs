//! Placed and canceled orders, as the retailer's order system passes them on.
//!
//! ```
//! let body = br#"{"orders": [{"uuid": "7f3a", "externalUserId": 77, "status": "placed", "items": [{"privateId": "tea-100"}]}]}"#;
//! let orders = imshop::orders::read(body)?;
//! assert_eq!(orders[0].uuid.as_deref(), Some("7f3a"));
//! assert_eq!(orders[0].basket.as_ref().unwrap().items.len(), 1);
//! # Ok::<(), imshop::RequestError>(())
//! ```
//!
//! Source: docs/protocol.md, "Orders".

mod answer;
mod request;

pub use answer::{AnsweredItem, AnsweredOrder, write};
pub use request::{CreatedOn, MAX_ORDERS, OrderRequest, OrderState, read};
