//! The personal offers of a customer.
//!
//! ```
//! let body = br#"{"userId": 77, "segments": [{"id": "TEA", "name": "Tea lovers"}]}"#;
//! let request = imshop::personal_offers::read(body)?;
//! assert_eq!(request.user_id.as_deref(), Some("77"));
//! assert_eq!(request.segments[0].id, "TEA");
//! assert_eq!(imshop::personal_offers::write(&[]), br#"{"offers":[]}"#);
//! # Ok::<(), imshop::RequestError>(())
//! ```
//!
//! Source: docs/protocol.md, "Personal offers".

mod answer;
mod request;

pub use answer::{ShownOffer, write};
pub use request::{MAX_SEGMENTS, PersonalOffersRequest, Segment, read};
