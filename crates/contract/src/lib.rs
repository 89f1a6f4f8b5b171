//! What browser, server and files share: the document with its reader, views, inputs, errors and permissions.
//! Nothing here knows a database, a runtime or HTTP; all of it compiles to wasm.

pub mod document;
pub mod error;
pub mod inputs;
pub mod permission;
pub mod rule;
pub mod views;

pub use document::Document;
pub use error::{Error, ErrorCode};
pub use permission::{Permission, Role};
pub use rule::{Rule, RuleKind};
