"""Voice notes for tests, as different phones record them."""

import array
import io
import math

import av


def recording(kind="ogg", codec="libopus", *, rate=48_000, seconds=1.0, said=None) -> bytes:
    """A tone in a container; `said` is what the phone writes beside it: title, place."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as target:
        target.metadata.update(said or {})
        voice = target.add_stream(codec, rate=rate, layout="mono")
        even = av.AudioResampler(
            format=voice.format, layout="mono", rate=rate, frame_size=voice.codec_context.frame_size or 1024
        )
        for part in [*even.resample(_tone(rate, seconds)), *even.resample(None)]:
            target.mux(voice.encode(part))
        target.mux(voice.encode(None))
    return out.getvalue()


def film() -> bytes:
    """A second of grey picture without sound."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        picture = target.add_stream("mpeg4", rate=5)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            target.mux(picture.encode(av.VideoFrame(64, 48, "yuv420p")))
        target.mux(picture.encode(None))
    return out.getvalue()


def seconds_of(content: bytes) -> float:
    with av.open(io.BytesIO(content)) as sound:
        return sum(frame.samples / frame.sample_rate for frame in sound.decode(audio=0))


def _tone(rate, seconds):
    waves = array.array("h", [int(9000 * math.sin(i * 880 * math.pi / rate)) for i in range(int(rate * seconds))])
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(waves))
    frame.planes[0].update(waves.tobytes())
    frame.rate = rate
    return frame
