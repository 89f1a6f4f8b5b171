//! The product itself: the release binary, with a database and a shop of its own.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tokio::{
    net::{TcpListener, TcpStream},
    process::{Child, Command},
};

/// What the product is started with.
#[derive(Debug, Clone, Copy)]
pub enum Shop<'a> {
    Document(&'a Value),
    /// The one that `serve --demo` fills an empty database with.
    Demo,
}

/// A running server; it ends with this value.
pub struct Product {
    /// Host and port.
    pub address: String,
    pub key: String,
    pub orders_key: String,
    process: Child,
}

/// How the binary is called: settings are variables, and the log is the usual one.
struct Binary<'a> {
    path: &'a str,
    folder: PathBuf,
    address: String,
    database: String,
}

impl Binary<'_> {
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(self.path);
        command.args(args).current_dir(&self.folder).kill_on_drop(true);
        command.env("PODAROK_LISTEN", &self.address).env("PODAROK_DATABASE_URL", &self.database);
        command
    }

    async fn done(&self, args: &[&str]) -> Result<String> {
        let output = self.command(args).stderr(Stdio::inherit()).output().await?;
        ensure!(output.status.success(), "podarok {} failed", args.join(" "));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// The shop in an empty database, `podarok serve`, and a key for the webhook. Without an address of a database: SQLite, in
/// the folder.
pub async fn start(podarok: &str, folder: &Path, shop: Shop<'_>, database: Option<&str>) -> Result<Product> {
    let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.to_string();
    let sqlite = || format!("sqlite://{}", folder.join("podarok.db").display());
    let database = database.map_or_else(sqlite, str::to_owned);
    let binary = Binary { path: podarok, folder: folder.to_owned(), address, database };
    let serve: &[&str] = match shop {
        Shop::Demo => &["serve", "--demo"],
        Shop::Document(document) => {
            let file = folder.join("shop.json");
            std::fs::write(&file, document.to_string())?;
            binary.done(&["import", file.to_str().context("a folder with a strange name")?]).await?;
            &["serve"]
        }
    };
    let process = binary.command(serve).stdout(Stdio::null()).spawn().context("the product starts")?;
    for _ in 0..400 {
        if TcpStream::connect(&binary.address).await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let key = binary.done(&["key", "add", "bench", "--for", "webhook"]).await?;
    let orders_key = binary.done(&["key", "add", "bench", "--for", "orders"]).await?;
    // A running server counts a key that was added beside it within a second.
    tokio::time::sleep(Duration::from_secs(2)).await;
    Ok(Product { address: binary.address, key, orders_key, process })
}

impl Product {
    /// Resident memory in bytes, as Linux counts it.
    pub fn resident(&self) -> Result<u64> {
        resident(&self.process.id().context("the product has ended")?.to_string())
    }
}

/// Of a process by its id, or of `self`.
pub fn resident(process: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("Linux says what is resident")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1_024)
}
