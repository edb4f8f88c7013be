//! A folder with a document in it, in which tests run the `counterpart` command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The document in `specs/pets.yaml`.
pub(crate) const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\ntags: [{name: pets}]\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      tags: [pets]\n      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}\n  /health:\n    get: {operationId: health, responses: {'204': {description: d}}}\ncomponents:\n  schemas:\n    Pet: {type: object, required: [name], properties: {name: {type: string}}}\n";

/// A folder of its own with a document in it, which is removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("specs")).expect("a folder");
        // Settings above this folder do not belong to the test.
        fs::create_dir_all(path.join(".git")).expect("a folder");
        fs::write(path.join("specs/pets.yaml"), DOCUMENT).expect("a document");
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    /// Runs the command. Returns its exit code and all that it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        self.run_in(".", arguments)
    }

    /// Runs the command to its end, and returns what is left of it.
    pub(crate) fn finished(&self, folder: &str, arguments: &[&str]) -> std::process::Output {
        Command::new(env!("CARGO_BIN_EXE_counterpart"))
            .args(arguments)
            .current_dir(self.0.join(folder))
            .output()
            .expect("the command runs")
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.finished(folder, arguments);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&text).into_owned())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
