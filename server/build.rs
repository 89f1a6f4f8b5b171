//! In release builds the browser's half is part of the binary: it is built anew when that has changed. (Debug builds read
//! the folder while they run.)

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=PODAROK_SITE");
    let release = std::env::var_os("PROFILE").is_some_and(|profile| profile == "release");
    if let Some(site) = std::env::var_os("PODAROK_SITE").filter(|_| release) {
        println!("cargo:rerun-if-changed={}", std::path::Path::new(&site).display());
    }
}
