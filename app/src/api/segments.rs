//! Segments: IMSHOP's, as seen in requests, and our own lists.

use contract::{
    inputs::{ListInput, SaveInput},
    views::{Page, Saved, SegmentRow, SegmentView},
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

#[server(endpoint = "segments/list", prefix = "/api/ui", input = Json)]
pub async fn list_segments(input: ListInput) -> Result<Page<SegmentRow>, AppError> {
    use crate::{
        preferences::Preferences,
        session::{permit, service},
    };
    let permit = permit::<service::Read>().await?;
    Ok(service()?.list_segments(&permit, &input, Preferences::current().language).await?)
}

/// Without the permission to see customers, the list of them is empty.
#[server(endpoint = "segments/load", prefix = "/api/ui", input = Json)]
pub async fn load_segment(id: String) -> Result<SegmentView, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Read>().await?;
    Ok(service()?.segment(&permit, &id).await?)
}

#[server(endpoint = "segments/save", prefix = "/api/ui", input = Json)]
pub async fn save_segment(input: SaveInput) -> Result<Saved, AppError> {
    use crate::session::{permit, service};
    let permit = permit::<service::Edit>().await?;
    Ok(service()?.save_segment(&permit, &input).await?)
}
