/* Photos made small enough for a weak signal. Drawing them anew drops all their metadata. */

const LARGEST = 300000, SIDES = [1600, 1280, 1024, 800], QUALITIES = [0.82, 0.7, 0.6, 0.5];
const THUMB = 96;

/* Returns a JPEG of at most 300 KB; rejects what the browser cannot read as a picture. */
export async function shrink(file) {
  const picture = await createImageBitmap(file);
  let blob = null;
  for (const side of SIDES) {
    const canvas = drawn(picture, side);
    for (const quality of QUALITIES) {
      blob = await written(canvas, quality);
      if (blob.size <= LARGEST) return blob;
    }
  }
  return blob;
}

/* A small picture of a photo, for its place in the list. */
export async function thumb(blob) {
  return drawn(await createImageBitmap(blob), THUMB);
}

function drawn(picture, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function written(canvas, quality) {
  return new Promise((resolve, reject) => {
    const done = (blob) => (blob ? resolve(blob) : reject(new Error("no picture")));
    canvas.toBlob(done, "image/jpeg", quality);
  });
}
