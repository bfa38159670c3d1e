/*
 * A power cut for one process, by LD_PRELOAD. It watches the files of one folder (POWER_LOSS_DIR), keeps what every
 * change since the file's last fsync replaced, and on command puts all of that back and kills the process: what is left
 * is what a disk would hold that had written nothing but what it was told to flush.
 *
 * Commands come as lines on a descriptor (POWER_LOSS_FD): "<keep> <seed> <after>". Power goes at the <after>th change or
 * flush from then on, before it happens. Of what was not flushed <keep> percent of the 512-byte sectors reach the disk
 * all the same, chosen by <seed>: a disk may write early, and in any order. Before dying it answers on the same
 * descriptor with a line of figures.
 *
 * A file that was made counts as gone until its folder is flushed. Files ending in -shm are SQLite's shared memory, made
 * anew after a crash; they are removed. Changes through mmap are not seen; SQLite makes none to files that matter.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FD 65536
#define SECTOR 512

typedef struct file {
  dev_t dev;
  ino_t ino;
  int fd; /* our own, so that the change can be undone after the process has closed its own */
  struct file *next;
} file;

typedef enum { WRITTEN, RESIZED, MADE, UNLINKED, RENAMED } deed;

typedef struct change {
  deed deed;
  file *file;
  off_t at;        /* WRITTEN: where; RESIZED: the new size */
  off_t size;      /* the file's size before */
  size_t old_length; /* bytes of `before`: what was there, from `at` on */
  size_t length;   /* bytes of `after` */
  char *before, *after;
  char *path, *aside; /* names: where it was, and a second link that keeps the content */
  char *target;
  struct change *previous, *next;
} change;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char dir[PATH_MAX];
static size_t dir_length;
static int control = -1;
static file *files;
static file *by_fd[MAX_FD];
static char is_dir[MAX_FD];
static change *oldest, *newest;
static int armed, keep, countdown;
static unsigned seed;
static long flushes, asides;

#define REAL(type, name, ...) static type (*real_##name)(__VA_ARGS__)
REAL(int, open, const char *, int, ...);
REAL(int, openat, int, const char *, int, ...);
REAL(int, close, int);
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
REAL(ssize_t, writev, int, const struct iovec *, int);
REAL(ssize_t, pwritev, int, const struct iovec *, int, off_t);
REAL(int, ftruncate, int, off_t);
REAL(int, fsync, int);
REAL(int, fdatasync, int);
REAL(int, rename, const char *, const char *);
REAL(int, unlink, const char *);

static void resolve(void) {
  if (real_unlink) return;
  real_open = dlsym(RTLD_NEXT, "open");
  real_openat = dlsym(RTLD_NEXT, "openat");
  real_close = dlsym(RTLD_NEXT, "close");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
}

static void die(const char *what) {
  dprintf(2, "power-loss shim: %s: %s\n", what, strerror(errno));
  kill(getpid(), SIGKILL);
}

static int ends_in(const char *path, const char *end) {
  size_t length = strlen(path), tail = strlen(end);
  return length >= tail && strcmp(path + length - tail, end) == 0;
}

/* ---- the journal of what is not flushed ---- */

static change *append(deed what, file *of) {
  change *each = calloc(1, sizeof *each);
  if (!each) die("calloc");
  each->deed = what;
  each->file = of;
  each->previous = newest;
  if (newest) newest->next = each; else oldest = each;
  newest = each;
  return each;
}

static void forget(change *each) {
  if (each->previous) each->previous->next = each->next; else oldest = each->next;
  if (each->next) each->next->previous = each->previous; else newest = each->previous;
  if (each->aside) { real_unlink(each->aside); free(each->aside); }
  free(each->before); free(each->after); free(each->path); free(each->target); free(each);
}

static int is_data(change *each) { return each->deed == WRITTEN || each->deed == RESIZED; }

static void flushed(file *of) {
  for (change *each = oldest, *next; each; each = next) {
    next = each->next;
    if (is_data(each) && each->file == of) forget(each);
  }
  flushes++;
}

static void folder_flushed(void) {
  for (change *each = oldest, *next; each; each = next) {
    next = each->next;
    if (!is_data(each)) forget(each);
  }
  flushes++;
}

/* ---- losing power ---- */

static void put(file *to, const char *bytes, size_t length, off_t at) {
  while (length > 0) {
    ssize_t done = real_pwrite(to->fd, bytes, length, at);
    if (done <= 0) die("pwrite");
    bytes += done; length -= done; at += done;
  }
}

static void undo(change *each) {
  switch (each->deed) {
    case WRITTEN:
    case RESIZED:
      if (real_ftruncate(each->file->fd, each->size) != 0) die("ftruncate");
      put(each->file, each->before, each->old_length, each->at);
      return;
    case MADE:
      real_unlink(each->path);
      return;
    case UNLINKED:
      if (real_rename(each->aside, each->path) != 0) die("rename");
      return;
    case RENAMED:
      if (real_rename(each->target, each->path) != 0) die("rename");
      if (each->aside && real_rename(each->aside, each->target) != 0) die("rename");
  }
}

static int lucky(void) { return (int)(rand_r(&seed) % 100) < keep; }

static void redo_in_part(change *each) {
  if (each->deed == RESIZED) {
    if (lucky() && real_ftruncate(each->file->fd, each->at) != 0) die("ftruncate");
    return;
  }
  for (size_t from = 0; from < each->length; ) {
    size_t to = from + SECTOR - (each->at + from) % SECTOR;
    if (to > each->length) to = each->length;
    if (lucky()) put(each->file, each->after + from, to - from, each->at + from);
    from = to;
  }
}

static void lose_power(void) {
  long count = 0, bytes = 0, names = 0;
  for (change *each = newest; each; each = each->previous) {
    if (is_data(each)) { count++; bytes += each->length; } else names++;
  }
  /* Names stay if the disk is to keep something: a file whose name is lost has lost everything. */
  for (change *each = newest; each; each = each->previous)
    if (is_data(each) || keep == 0) undo(each);
  if (keep > 0)
    for (change *each = oldest; each; each = each->next)
      if (is_data(each)) redo_in_part(each);
  dprintf(control, "{\"writes\":%ld,\"bytes\":%ld,\"names\":%ld,\"flushes\":%ld}\n", count, bytes, names, flushes);
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Called with the lock held, before whatever changes or flushes a file. */
static void tick(void) {
  if (armed && --countdown <= 0) lose_power();
}

static void *listen_for_orders(void *unused) {
  char line[128];
  ssize_t length = read(control, line, sizeof line - 1);
  if (length <= 0) return unused;
  line[length] = 0;
  pthread_mutex_lock(&lock);
  if (sscanf(line, "%d %u %d", &keep, &seed, &countdown) != 3) die("order");
  armed = 1;
  pthread_mutex_unlock(&lock);
  usleep(300000); /* nothing happened any more: an idle server loses power too */
  pthread_mutex_lock(&lock);
  lose_power();
  return unused;
}

__attribute__((constructor)) static void begin(void) {
  resolve();
  const char *folder = getenv("POWER_LOSS_DIR"), *fd = getenv("POWER_LOSS_FD");
  unsetenv("LD_PRELOAD");
  if (!folder || !fd || !realpath(folder, dir)) return;
  dir_length = strlen(dir);
  control = atoi(fd);
  pthread_t thread;
  if (pthread_create(&thread, NULL, listen_for_orders, NULL) != 0) die("pthread_create");
}

/* ---- which descriptors are ours ---- */

static file *file_of(int fd) {
  if (fd < 0 || fd >= MAX_FD || !by_fd[fd]) return NULL;
  /* Some close descriptors behind our back: the number may stand for something else by now. */
  struct stat now;
  if (fstat(fd, &now) == 0 && now.st_dev == by_fd[fd]->dev && now.st_ino == by_fd[fd]->ino) return by_fd[fd];
  by_fd[fd] = NULL;
  return NULL;
}

static int is_inside(const char *path, char *whole) {
  if (control < 0) return 0;
  char folder[PATH_MAX];
  const char *slash = strrchr(path, '/');
  size_t length = slash ? (size_t)(slash - path) : 0;
  if (length >= sizeof folder) return 0;
  memcpy(folder, path, length);
  folder[length] = 0;
  if (!realpath(slash ? (length ? folder : "/") : ".", whole)) return 0;
  if (strcmp(whole, dir) != 0) return 0;
  snprintf(whole + dir_length, PATH_MAX - dir_length, "/%s", slash ? slash + 1 : path);
  return !ends_in(path, "-shm");
}

static void track(int fd) {
  struct stat now;
  if (fd >= MAX_FD || fstat(fd, &now) != 0) return;
  by_fd[fd] = NULL;
  is_dir[fd] = 0;
  if (S_ISDIR(now.st_mode)) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    is_dir[fd] = realpath(link, path) && strcmp(path, dir) == 0;
    return;
  }
  if (!S_ISREG(now.st_mode)) return;
  for (file *each = files; each; each = each->next)
    if (each->dev == now.st_dev && each->ino == now.st_ino) { by_fd[fd] = each; return; }
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  file *made = calloc(1, sizeof *made);
  made->dev = now.st_dev;
  made->ino = now.st_ino;
  /* Kept open for good, so that the inode's number is not given to another file. */
  made->fd = real_open(link, O_RDWR | O_CLOEXEC);
  if (made->fd < 0) { free(made); return; }
  made->next = files;
  files = made;
  by_fd[fd] = made;
}

static off_t size_of(file *of) {
  struct stat now;
  if (fstat(of->fd, &now) != 0) die("fstat");
  return now.st_size;
}

static void keep_before(change *each, off_t at, size_t length) {
  each->size = size_of(each->file);
  each->at = at;
  if (at >= each->size) return;
  if (at + (off_t)length > each->size) length = each->size - at;
  each->before = malloc(length ? length : 1);
  each->old_length = 0;
  while (each->old_length < length) {
    ssize_t got = pread(each->file->fd, each->before + each->old_length, length - each->old_length, at + each->old_length);
    if (got <= 0) die("pread");
    each->old_length += got;
  }
}

static void will_write(file *to, const struct iovec *parts, int count, off_t at) {
  tick();
  change *each = append(WRITTEN, to);
  for (int n = 0; n < count; n++) each->length += parts[n].iov_len;
  keep_before(each, at, each->length);
  each->after = malloc(each->length ? each->length : 1);
  size_t offset = 0;
  for (int n = 0; n < count; n++) {
    memcpy(each->after + offset, parts[n].iov_base, parts[n].iov_len);
    offset += parts[n].iov_len;
  }
}

static void will_resize(file *of, off_t size) {
  tick();
  change *each = append(RESIZED, of);
  off_t old = size_of(of);
  keep_before(each, size, old > size ? old - size : 0);
  each->at = size;
}

/* ---- what the process calls ---- */

#define GUARD(fd, guarded, plain) \
  resolve();                      \
  if (control < 0 || (fd) < 0 || (fd) >= MAX_FD || !by_fd[fd]) return plain; \
  pthread_mutex_lock(&lock);      \
  file *of = file_of(fd);         \
  if (of) { guarded; }            \
  __typeof__(plain) result = plain; \
  int error = errno;              \
  pthread_mutex_unlock(&lock);    \
  errno = error;                  \
  return result

static off_t place_of(int fd, file *of) {
  return fcntl(fd, F_GETFL) & O_APPEND ? size_of(of) : lseek(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  struct iovec part = {(void *)bytes, length};
  GUARD(fd, will_write(of, &part, 1, place_of(fd, of)), real_write(fd, bytes, length));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  GUARD(fd, will_write(of, parts, count, place_of(fd, of)), real_writev(fd, parts, count));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
  struct iovec part = {(void *)bytes, length};
  GUARD(fd, will_write(of, &part, 1, at), real_pwrite(fd, bytes, length, at));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  GUARD(fd, will_write(of, parts, count, at), real_pwritev(fd, parts, count, at));
}

int ftruncate(int fd, off_t size) {
  GUARD(fd, will_resize(of, size), real_ftruncate(fd, size));
}

static int flush(int fd, int (*real)(int)) {
  if (control < 0 || fd < 0 || fd >= MAX_FD || (!by_fd[fd] && !is_dir[fd])) return real(fd);
  pthread_mutex_lock(&lock);
  tick();
  file *of = file_of(fd);
  int result = real(fd);
  int error = errno;
  if (result == 0 && of) flushed(of);
  if (result == 0 && !of && is_dir[fd]) folder_flushed();
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int fsync(int fd) { resolve(); return flush(fd, real_fsync); }
int fdatasync(int fd) { resolve(); return flush(fd, real_fdatasync); }

int close(int fd) {
  resolve();
  if (fd >= 0 && fd < MAX_FD) { by_fd[fd] = NULL; is_dir[fd] = 0; }
  return real_close(fd);
}

static int open_tracked(int at, const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  int is_ours = at == AT_FDCWD && is_inside(path, whole);
  int is_folder = control >= 0 && !is_ours && (flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT);
  if (!is_ours && !is_folder) return real_openat(at, path, flags, mode);
  pthread_mutex_lock(&lock);
  struct stat before;
  int is_new = is_ours && (flags & O_CREAT) && lstat(path, &before) != 0;
  /* Emptied by us afterwards, so that the content can come back. */
  int fd = real_openat(at, path, is_ours ? flags & ~O_TRUNC : flags, mode);
  int error = errno;
  if (fd >= 0) {
    struct stat opened;
    if (is_ours || (fstat(fd, &opened) == 0 && S_ISDIR(opened.st_mode))) track(fd);
    if (is_new) append(MADE, NULL)->path = strdup(whole);
    if (is_ours && (flags & O_TRUNC) && by_fd[fd] && !is_new) {
      will_resize(by_fd[fd], 0);
      if (real_ftruncate(fd, 0) != 0) die("ftruncate");
    }
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return fd;
}

#define MODE(flags) \
  mode_t mode = 0;  \
  if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { resolve(); MODE(flags); return open_tracked(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { resolve(); MODE(flags); return open_tracked(at, path, flags, mode); }
int creat(const char *path, mode_t mode) { resolve(); return open_tracked(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* A second link keeps the content of a file whose name goes. */
static char *put_aside(const char *path) {
  char aside[PATH_MAX + 64];
  snprintf(aside, sizeof aside, "%s/.lost-%d-%ld-shm", dir, getpid(), ++asides);
  return link(path, aside) == 0 ? strdup(aside) : NULL;
}

int unlink(const char *path) {
  resolve();
  char whole[PATH_MAX];
  if (!is_inside(path, whole)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  tick();
  char *aside = put_aside(whole);
  int result = real_unlink(path);
  int error = errno;
  if (result == 0 && aside) {
    change *each = append(UNLINKED, NULL);
    each->path = strdup(whole);
    each->aside = aside;
  } else if (aside) {
    real_unlink(aside);
    free(aside);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int rename(const char *from, const char *to) {
  resolve();
  char old[PATH_MAX], new[PATH_MAX];
  if (!is_inside(from, old) || !is_inside(to, new)) return real_rename(from, to);
  pthread_mutex_lock(&lock);
  tick();
  char *aside = put_aside(new);
  int result = real_rename(from, to);
  int error = errno;
  if (result == 0) {
    change *each = append(RENAMED, NULL);
    each->path = strdup(old);
    each->target = strdup(new);
    each->aside = aside;
  } else if (aside) {
    real_unlink(aside);
    free(aside);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

/* On this platform off_t has 64 bits, so these are the same under another name. */
_Static_assert(sizeof(off_t) == 8, "64-bit only");
int open64(const char *path, int flags, ...) { resolve(); MODE(flags); return open_tracked(AT_FDCWD, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { resolve(); MODE(flags); return open_tracked(at, path, flags, mode); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return pwrite(fd, bytes, length, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) { return pwritev(fd, parts, count, at); }
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }
