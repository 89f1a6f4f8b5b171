//! What runs today.

use contract::{RuleKind, views::RuleRow};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Things of one kind that have a status, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub kind: RuleKind,
    /// Published, whatever their dates.
    pub published: u64,
    pub paused: u64,
    pub drafts: u64,
    /// Published ones that start later, the first few of them.
    pub scheduled: Few,
    /// Published ones whose time is over.
    pub ended: Few,
    /// Published ones with changes that customers do not get yet.
    pub edited: Few,
}

/// How many there are, and a few of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Few {
    pub count: u64,
    pub rows: Vec<RuleRow>,
}

#[cfg(feature = "ssr")]
impl Few {
    /// How many are shown.
    const SHOWN: usize = 5;

    fn add(&mut self, row: &RuleRow) {
        self.count += 1;
        if self.rows.len() < Self::SHOWN {
            self.rows.push(row.clone());
        }
    }
}

/// Promotions and personal offers, counted.
#[server(endpoint = "home", prefix = "/api/ui", input = Json)]
pub async fn tallies() -> Result<Vec<Tally>, AppError> {
    use crate::session::{permit, service};
    let (permit, service) = (permit::<service::Read>().await?, service()?);
    Ok(vec![tally::<engine::Promotion>(&service, &permit).await?, tally::<engine::PersonalOffer>(&service, &permit).await?])
}

#[cfg(feature = "ssr")]
async fn tally<T: contract::Rule>(
    service: &service::Service,
    permit: &service::Permit<service::Read>,
) -> Result<Tally, AppError> {
    use crate::preferences::Preferences;
    use contract::{inputs::ListInput, views::Phase};
    use engine::Status;
    let language = Preferences::current().language;
    let list = async |status, page| {
        let input = ListInput { status: Some(status), page, ..ListInput::default() };
        service.list_rules::<T>(permit, &input, language).await
    };
    let (mut scheduled, mut ended, mut edited) = (Few::default(), Few::default(), Few::default());
    let mut page = 1;
    let published = loop {
        let live = list(Status::Live, page).await?;
        for row in &live.rows {
            match row.phase {
                Phase::Scheduled => scheduled.add(row),
                Phase::Ended => ended.add(row),
                _ => {}
            }
            if row.unpublished {
                edited.add(row);
            }
        }
        if page >= live.pages {
            break live.total;
        }
        page += 1;
    };
    let paused = list(Status::Paused, 1).await?.total;
    let drafts = list(Status::Draft, 1).await?.total;
    Ok(Tally { kind: T::KIND, published, paused, drafts, scheduled, ended, edited })
}
