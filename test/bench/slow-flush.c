/* A disk whose flush takes five milliseconds more, by LD_PRELOAD: what many a cloud volume is like. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static int flush(int fd, const char *name) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  usleep(5000);
  return real(fd);
}

int fsync(int fd) { return flush(fd, "fsync"); }
int fdatasync(int fd) { return flush(fd, "fdatasync"); }
