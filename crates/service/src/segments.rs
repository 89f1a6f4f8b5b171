//! Segments: IMSHOP's, as seen in requests, and our own lists. Data, effective at once.

use contract::{
    inputs::{ListInput, SaveInput},
    views::{Page, Saved, SegmentRow, SegmentView},
};
use engine::text::Language;

use crate::{Edit, Error, Permit, Read, Service};

impl Service {
    pub async fn list_segments(&self, _: &Permit<Read>, _: &ListInput, _: Language) -> Result<Page<SegmentRow>, Error> {
        unimplemented!()
    }

    /// Who is in it is personal data: without the permission to see customers the list is empty.
    pub async fn segment(&self, _: &Permit<Read>, _id: &str) -> Result<SegmentView, Error> {
        unimplemented!()
    }

    pub async fn save_segment(&self, _: &Permit<Edit>, _: &SaveInput) -> Result<Saved, Error> {
        unimplemented!()
    }
}
