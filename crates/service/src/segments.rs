//! Segments: IMSHOP's, as seen in requests, and our own lists. Data, effective at once.

use std::collections::HashMap;

use contract::{
    ErrorCode, Permission,
    document::Segment,
    inputs::{ListInput, SaveInput},
    views::{Page, Saved, SegmentRow, SegmentView},
};
use engine::{Status, text::Language};
use store::{Counter, StoreError, StoredSegment};

use crate::{
    Actor, Edit, Error, Permit, Read, Service,
    audit::{self, Told},
    calendar, input, page,
};

impl Service {
    pub async fn list_segments(
        &self,
        _: &Permit<Read>,
        input: &ListInput,
        language: Language,
    ) -> Result<Page<SegmentRow>, Error> {
        let (store, zone) = (&self.inner.store, self.live().time_zone.clone());
        let (segments, total) = store.list_segments(&page::filter(input, &[])).await?;
        let nothing_yet = total == 0 && store.list_segments(&page::ANY).await?.1 == 0;
        let mut used_in = self.used_in_rules(&segments).await?;
        let rows = segments.into_iter().map(|segment| {
            let StoredSegment { id, name, last_seen_at, version: _, customers } = segment;
            SegmentRow {
                used_in: used_in.remove(&id).unwrap_or_default(),
                seen: last_seen_at.is_some(),
                last_seen: last_seen_at.map(|at| calendar::moment(&zone, language, at)).unwrap_or_default(),
                id,
                name,
                customers,
            }
        });
        Ok(page::of(rows.collect(), total, input, nothing_yet))
    }

    /// The names of the promotions and personal offers that name these segments, by their ids.
    async fn used_in_rules(&self, segments: &[StoredSegment]) -> Result<HashMap<String, Vec<String>>, Error> {
        let ids: Vec<_> = segments.iter().map(|segment| segment.id.as_str()).collect();
        let mut used_in = HashMap::<String, Vec<String>>::new();
        if !ids.is_empty() {
            for user in self.inner.store.users_of("segment", &ids).await? {
                if user.status != Some(Status::Archived) {
                    used_in.entry(user.target).or_default().push(user.name);
                }
            }
        }
        Ok(used_in)
    }

    /// Our own list of a segment. Who is in it is personal data: without the permission to see customers the list is empty.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn segment(&self, permit: &Permit<Read>, id: &str) -> Result<SegmentView, Error> {
        let store = &self.inner.store;
        let StoredSegment { id, name, version, .. } = store.segment(input::id(id)?).await?.ok_or(ErrorCode::NotFound)?;
        let customers = if sees_customers(permit.actor()) { store.list_members(&id).await? } else { Vec::new() };
        Ok(SegmentView { segment: Segment { id, name, customers }, version })
    }

    /// Saves the name and our own list; customers whom IMSHOP put into it stay. Whoever may not see customers changes
    /// the name alone: the list that they were shown as empty is left as it is.
    ///
    /// # Errors
    /// Problems with their places; a conflict where the version is not the one that was seen.
    pub async fn save_segment(&self, permit: &Permit<Edit>, input: &SaveInput) -> Result<Saved, Error> {
        let (actor, at) = (permit.actor(), calendar::now());
        let Segment { id, name, customers } = input::read(input.item.clone(), &self.live().time_zone)?;
        let tx = self.inner.store.begin().await?;
        let version = match input.version {
            Some(seen) => {
                tx.segment(&id).await?.ok_or(ErrorCode::NotFound)?;
                tx.update_segment(&id, &name, seen).await?
            }
            None => match tx.insert_segment(&id, &name).await {
                Ok(()) => 1,
                Err(StoreError::Duplicate) => {
                    return Err(input::problem("id", "такой сегмент уже есть", "is the id of another segment"));
                }
                Err(error) => return Err(error.into()),
            },
        };
        if input.version.is_none() || sees_customers(actor) {
            tx.set_list_members(&id, &customers, at).await?;
        }
        tx.raise_counter(Counter::Segments).await?;
        // Who is in it is no matter for the log.
        let after = serde_json::json!({ "id": id, "name": name, "customers": customers.len() }).to_string();
        tx.audit(&audit::row(at, actor, "save", "segment", &id).after(after)).await?;
        tx.commit().await?;
        self.inner.refresh_soon().await;
        Ok(Saved { id, version })
    }
}

/// Customers' data are for those who publish.
pub(crate) fn sees_customers(actor: &Actor) -> bool {
    actor.role.allows(Permission::Publish)
}
