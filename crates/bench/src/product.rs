//! The product itself: the release binary with the demo shop in an empty database.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context, Result, ensure};
use tokio::{
    net::{TcpListener, TcpStream},
    process::{Child, Command},
};

/// A running server; it ends with this value.
pub struct Product {
    /// Host and port.
    pub address: String,
    pub key: String,
    _process: Child,
}

/// Starts `podarok serve --demo` and adds a key for the webhook.
pub async fn start(podarok: &str, folder: &Path) -> Result<Product> {
    let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.to_string();
    let command = |args: &[&str]| {
        let mut command = Command::new(podarok);
        command
            .args(args)
            .current_dir(folder)
            .env("PODAROK_LISTEN", &address)
            .env("PODAROK_DATABASE_URL", format!("sqlite://{}", folder.join("podarok.db").display()))
            .env("PODAROK_LOG", "warn")
            .kill_on_drop(true);
        command
    };
    let process = command(&["serve", "--demo"]).stdout(Stdio::null()).spawn().context("the product starts")?;
    for _ in 0..200 {
        if TcpStream::connect(&address).await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let added = command(&["key", "add", "bench", "--for", "webhook"]).stderr(Stdio::inherit()).output().await?;
    ensure!(added.status.success(), "the key could not be added");
    // A running server counts a key that was added beside it within a second.
    tokio::time::sleep(Duration::from_secs(2)).await;
    Ok(Product { address, key: String::from_utf8(added.stdout)?.trim().to_owned(), _process: process })
}
