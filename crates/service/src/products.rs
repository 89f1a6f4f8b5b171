//! Products: data, effective at once.

use contract::{
    ErrorCode,
    document::Document,
    inputs::{ListInput, SaveInput},
    views::{Named, Page, ProductView, Saved},
};
use engine::{Category, Product};
use store::{Counter, Name, StoreError, StoredProduct};

use crate::{
    Edit, Error, Permit, Read, Service,
    audit::{self, Told},
    calendar, input, page, references,
};

/// Names that a picker offers at most.
const PICKED: u64 = 20;

impl Service {
    pub async fn list_products(&self, _: &Permit<Read>, input: &ListInput) -> Result<Page<ProductView>, Error> {
        let store = &self.inner.store;
        let (products, total) = store.list_products(&page::filter(input, &[])).await?;
        let nothing_yet = total == 0 && (input.search.is_empty() || store.list_products(&page::ANY).await?.1 == 0);
        Ok(page::of(products.into_iter().map(view).collect(), total, input, nothing_yet))
    }

    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn product(&self, _: &Permit<Read>, offer_id: &str) -> Result<ProductView, Error> {
        self.inner.store.product(input::id(offer_id)?).await?.map(view).ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// Saves a product; baskets see it at once.
    ///
    /// # Errors
    /// Problems with their places; a conflict where the version is not the one that was seen.
    pub async fn save_product(&self, permit: &Permit<Edit>, input: &SaveInput) -> Result<Saved, Error> {
        let product: Product = input::read(input.item.clone(), &self.live().time_zone)?;
        let (id, at) = (product.offer_id.clone(), calendar::now());
        let tx = self.inner.store.begin().await?;
        let document = Document { products: Some(vec![product.clone()]), ..Document::default() };
        references::check_one(&tx, &document, &[]).await?;
        let before = tx.product(&id).await?;
        let version = match (input.version, &before) {
            (None, None) => tx.insert_product(&product, at).await.map(|()| 1).map_err(taken)?,
            (None, Some(_)) => return Err(taken(StoreError::Duplicate)),
            (Some(_), None) => return Err(ErrorCode::NotFound.into()),
            (Some(seen), Some(_)) => tx.update_product(&product, seen, at).await?,
        };
        tx.raise_counter(Counter::Catalogue).await?;
        let row = audit::row(at, permit.actor(), "save", "product", &id);
        tx.audit(&row.before(before.map(|before| json(&before.product)).transpose()?).after(json(&product)?)).await?;
        tx.commit().await?;
        self.inner.refresh_soon().await;
        Ok(Saved { id, version })
    }

    pub async fn categories(&self, _: &Permit<Read>) -> Result<Vec<Category>, Error> {
        Ok(self.inner.store.all_categories().await?)
    }

    /// For pickers: things of a reference (offer, category, vendor, segment, gift_options, promotion) whose name or id
    /// contains the search, at most 20.
    pub async fn find_names(&self, _: &Permit<Read>, reference: &str, search: &str) -> Result<Vec<Named>, Error> {
        let names = self.inner.store.find_names(reference, search, PICKED).await?;
        Ok(names.into_iter().map(named).collect())
    }
}

fn view(StoredProduct { product, version, changed_at: _ }: StoredProduct) -> ProductView {
    ProductView { product, version }
}

pub(crate) fn named(Name { reference, id, name, price }: Name) -> Named {
    Named { reference, id, name, price }
}

fn json(product: &Product) -> Result<String, Error> {
    serde_json::to_string(product).map_err(|error| Error::internal("writing a product", error))
}

fn taken(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate => {
            input::problem("offer_id", "товар с таким идентификатором уже есть", "is the id of another product")
        }
        other => other.into(),
    }
}
