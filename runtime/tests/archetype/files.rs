//! Files: upload, inspection, replacement, both list forms, download and deletion.

use archetype_api::wire::multipart::File;
use archetype_api::{Client, operations as op, types};

use crate::server::{Server, file, one, refused};

fn upload(file: File) -> op::UploadFile {
    op::UploadFile::new(types::UploadFileForm::new(file))
}

fn base64(file: File) -> op::UploadBase64File {
    op::UploadBase64File::new(types::UploadBase64FileForm::new(file))
}

async fn download(client: &Client, name: &str) -> String {
    let body = client.download_file(op::DownloadFile::new(name)).await.unwrap().into_body();
    String::from_utf8(body.collect(1 << 20).await.unwrap().to_vec()).unwrap()
}

async fn metadata(client: &Client, name: &str) -> types::FileMetadata {
    client.get_file_metadata(op::GetFileMetadata::new(name)).await.unwrap()
}

#[tokio::test]
async fn a_file_is_stored_inspected_and_replaced() {
    let server = Server::start().await;
    let client = server.client().await;
    let empty = client.get_files_info(op::GetFilesInfo::new()).await.unwrap();
    assert_eq!((empty.num_files, empty.num_bytes, empty.last_updated), (0, 0, 0.0));

    let table = "time,x\n1,0.1\n2,0.2\n";
    let stored = client.upload_file(upload(file("data/week 07.csv", table))).await.unwrap();
    assert_eq!((stored.is_valid, &*stored.file_id), (true, "week 07.csv"));
    assert!(stored.file_uid.starts_with("fil_"));
    let told = metadata(&client, "week 07.csv").await;
    assert_eq!(
        (&*told.file_uid, &*told.file_type, told.num_bytes),
        (&*stored.file_uid, "text/csv", 19)
    );
    assert_eq!(
        (told.file_status, told.ingested, told.file_index),
        (types::FileStatus::Ingested, true, 0)
    );
    let attributes = told.file_attributes;
    assert_eq!((attributes.num_rows, attributes.num_columns), (Some(2), Some(2)));
    assert_eq!(attributes.column_headers.unwrap(), ["time", "x"]);
    assert_eq!(download(&client, "week 07.csv").await, table);

    let again = client.upload_file(upload(file("week 07.csv", "time\n"))).await.unwrap();
    assert_ne!(again.file_uid, stored.file_uid);
    assert_eq!(download(&client, "week 07.csv").await, "time\n");
    let info = client.get_files_info(op::GetFilesInfo::new()).await.unwrap();
    assert_eq!((info.num_files, info.num_bytes, info.num_ingested), (1, 5, 1));
    assert_eq!(metadata(&client, "week 07.csv").await.file_index, 1);

    let deleted = client.delete_file(op::DeleteFile::new("week 07.csv")).await.unwrap();
    assert_eq!((deleted.is_valid, &*deleted.file_id), (true, "week 07.csv"));
    let gone = one("FILE_NOT_FOUND", "");
    let delete = client.delete_file(op::DeleteFile::new("week 07.csv"));
    assert_eq!(refused!(delete, DeleteFileError::NotFound), gone);
    let get = client.download_file(op::DownloadFile::new("week 07.csv"));
    assert_eq!(refused!(get, DownloadFileError::NotFound), gone);
    let get = client.get_file_metadata(op::GetFileMetadata::new("week 07.csv"));
    assert_eq!(refused!(get, GetFileMetadataError::NotFound), gone);
    server.stop().await;
}

#[tokio::test]
async fn types_are_given_or_inferred_and_others_are_rejected() {
    let server = Server::start().await;
    let client = server.client().await;
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\0\0\0\x02\xd0\x08\x02\0\0\0crc!";
    let image = File::new(png.to_vec()).named("dock.png").of_type("image/png");
    assert!(client.upload_file(upload(image)).await.unwrap().is_valid);
    let attributes = metadata(&client, "dock.png").await.file_attributes;
    assert_eq!(
        (attributes.width, attributes.height, attributes.num_channels),
        (Some(1280), Some(720), Some(3))
    );

    let broken = File::new("no picture").named("dock2.png");
    assert!(!client.upload_file(upload(broken)).await.unwrap().is_valid);
    let told = metadata(&client, "dock2.png").await;
    assert_eq!(
        (told.file_status, told.is_valid, told.ingested),
        (types::FileStatus::Corrupt, false, false)
    );

    let lines = file("lines.txt", "{}\n{}\n").of_type("application/x-ndjson");
    let refusal = refused!(client.upload_file(upload(lines)), UploadFileError::BadRequest);
    assert_eq!(refusal, one("UNSUPPORTED_FILE_TYPE", ""));
    let unknown =
        refused!(client.upload_file(upload(file("archive", "?"))), UploadFileError::BadRequest);
    assert_eq!(unknown, one("UNSUPPORTED_FILE_TYPE", ""));
    let nameless =
        refused!(client.upload_file(upload(file("data/..", "?"))), UploadFileError::BadRequest);
    assert_eq!(nameless, one("INVALID_REQUEST", "/file"));
    server.stop().await;
}

#[tokio::test]
async fn base64_is_stored_decoded() {
    let server = Server::start().await;
    let client = server.client().await;
    let note = file("note.txt", "UHVtcCA3IHdhcyBz\r\nZXJ2aWNlZC4=").of_type("text/plain");
    let stored = client.upload_base64_file(base64(note)).await.unwrap();
    assert_eq!((stored.is_valid, &*stored.file_id), (true, "note.txt"));
    assert_eq!(download(&client, "note.txt").await, "Pump 7 was serviced.");
    let wrong = refused!(
        client.upload_base64_file(base64(file("note.txt", "not base64!"))),
        UploadBase64FileError::BadRequest
    );
    assert_eq!(wrong, one("INVALID_FILE_DATA", "/file"));
    // The existing file is unchanged.
    assert_eq!(download(&client, "note.txt").await, "Pump 7 was serviced.");
    server.stop().await;
}

#[tokio::test]
async fn the_parameters_select_the_form_of_a_list() {
    let server = Server::start().await;
    for number in 0..7 {
        server.upload(&format!("{number}.txt"), "text").await;
    }
    server.upload("table.csv", "a\n").await;
    let client = server.client().await;
    let array = async |list| match client.list_files(list).await.unwrap() {
        types::FileListing::FileList(files) => names(&files),
        other => panic!("{other:?}"),
    };
    let all = ["table.csv", "6.txt", "5.txt", "4.txt", "3.txt", "2.txt", "1.txt", "0.txt"];
    assert_eq!(array(op::ListFiles::new()).await, all);
    let shard = op::ListFiles::new().with_shard_index(1).with_max_items_per_shard(3);
    assert_eq!(array(shard).await, ["4.txt", "3.txt", "2.txt"]);
    assert_eq!(array(op::ListFiles::new().with_file_type("text/csv")).await, ["table.csv"]);

    let page = async |list| match client.list_files(list).await.unwrap() {
        types::FileListing::FilePage(page) => page,
        other => panic!("{other:?}"),
    };
    let list = || op::ListFiles::new().with_limit(3);
    let first = page(list()).await;
    assert_eq!(
        (names(&first.data), first.has_more),
        (all[..3].iter().map(ToString::to_string).collect(), true)
    );
    assert_eq!(first.prev_cursor, None);
    // Files are added and deleted between the pages, including the one at which the first page ended.
    server.upload("late.txt", "text").await;
    client.delete_file(op::DeleteFile::new("5.txt")).await.unwrap();
    let second = page(list().with_after(first.next_cursor.unwrap())).await;
    assert_eq!(names(&second.data), all[3..6]);
    let third = page(list().with_after(second.next_cursor.unwrap())).await;
    assert_eq!(
        (names(&third.data), third.has_more, third.next_cursor),
        (all[6..].iter().map(ToString::to_string).collect(), false, None)
    );
    let back = page(list().with_before(third.prev_cursor.unwrap())).await;
    assert_eq!(names(&back.data), all[3..6]);
    let front = page(list().with_before(back.prev_cursor.unwrap())).await;
    assert_eq!(names(&front.data), ["late.txt", "table.csv", "6.txt"]);
    assert_eq!((front.prev_cursor, front.has_more), (None, true));
    let texts = page(list().with_file_type("text/csv")).await;
    assert_eq!((names(&texts.data), texts.has_more), (vec!["table.csv".to_owned()], false));

    let both = op::ListFiles::new().with_after("a").with_before("b");
    let told = refused!(client.list_files(both), ListFilesError::BadRequest);
    assert_eq!(told, one("INVALID_REQUEST", "/before"));
    let wrong = op::ListFiles::new().with_after("bm9uZQ");
    let told = refused!(client.list_files(wrong), ListFilesError::BadRequest);
    assert_eq!(told, one("INVALID_REQUEST", "/after"));
    server.stop().await;
}

#[tokio::test]
async fn pagination_is_stable_while_files_are_created_and_deleted() {
    let server = Server::start().await;
    for number in 0..20 {
        server.upload(&format!("stays-{number:02}.txt"), "text").await;
    }
    let disturb = async {
        for number in 0..20 {
            let name = format!("passes-{number}.txt");
            server.upload(&name, "text").await;
            server.client().await.delete_file(op::DeleteFile::new(name)).await.unwrap();
        }
    };
    let walk = async || {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let mut list = op::ListFiles::new().with_limit(3);
            list.after = after;
            match server.client().await.list_files(list).await.unwrap() {
                types::FileListing::FilePage(page) => {
                    seen.extend(
                        names(&page.data).into_iter().filter(|name| name.starts_with("stays")),
                    );
                    after = page.next_cursor;
                    if after.is_none() {
                        return seen;
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    };
    let (one, other, ()) = tokio::join!(walk(), walk(), disturb);
    let expected: Vec<String> =
        (0..20).rev().map(|number| format!("stays-{number:02}.txt")).collect();
    assert_eq!(one, expected);
    assert_eq!(other, expected);
    server.stop().await;
}

fn names(files: &[types::FileMetadata]) -> Vec<String> {
    files.iter().map(|file| file.file_id.clone()).collect()
}
