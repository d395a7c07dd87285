// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.
//
// Counts what a program does to its data folder and to its sockets, records it, and ends the program at one of those
// calls. Preloaded by a campaign alone; the product knows nothing of it.
//
//     cc -O2 -shared -fPIC -o crash_shim.so crash_shim.c -ldl -lpthread
//     LD_PRELOAD=crash_shim.so CRASH_ROOT=/data CRASH_CONTROL=/tmp/control [CRASH_TAPE=/tmp/tape] [CRASH_LIE=400]
//         counterfoil serve …
//
// The control file is a page both sides have mapped, so that a driver arms the shim while the program runs:
//
//     offset  bytes  field
//          0      8  countdown: the n-th counted call from now ends the program; 0 = not armed
//          8      8  calls counted since the start
//         16      4  how: 0 before the call, 1 in its middle (writes and sends), 2 after it
//         20      4  kind of the call that ended it: see `enum kind`; 0 while it lives
//         24      8  bytes of that call
//         32    480  what that call was on: a path under the root, or "socket"
//        512  8 × n  calls counted, by kind
//
// The tape holds each change of a file in order, and each message as a mark:
//
//     one line `C path`, `W path offset count`, `T path size`, `U path`, `R from to`, `F path` (synced), `D path` (a
//     folder synced), `S count`, `V count`; after a W line follow its bytes and a line feed
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, CREATE, WRITE, SYNC, TRUNCATE, REMOVE, RENAME, SEND, RECEIVE, KINDS };
enum how { BEFORE, MIDDLE, AFTER };

struct control {
    int64_t countdown, calls;
    int32_t how, kind;
    int64_t bytes;
    char path[480];
    int64_t by_kind[KINDS];
};

enum { FDS = 65536, UNKNOWN = 0, FILE_OF_OURS = 1, SOCKET = 2, FOREIGN = 3, FOLDER = 4 };

static struct control *control;
static int tape = -1;
static off_t lost;
static char root[4096];
static size_t root_length;
static volatile unsigned char state_of[FDS];
static char *path_of[FDS];
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("CRASH_ROOT"), *page = getenv("CRASH_CONTROL"), *record = getenv("CRASH_TAPE");
    if (!folder || !page) return;
    if (!realpath(folder, root)) return;
    root_length = strlen(root);
    int fd = syscall(SYS_openat, AT_FDCWD, page, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return;
    if (syscall(SYS_ftruncate, fd, 4096) == 0) {
        void *mapped = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED) control = mapped;
    }
    syscall(SYS_close, fd);
    if (record) tape = syscall(SYS_openat, AT_FDCWD, record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (getenv("CRASH_LIE")) lost = atol(getenv("CRASH_LIE"));
    // A child of ours is nobody's business.
    unsetenv("LD_PRELOAD");
}

static int is_ours(const char *path) {
    return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

// SQLite's shared memory is rebuilt at every start: nothing in it is durable.
static int is_passing(const char *path) {
    size_t length = strlen(path);
    return length > 4 && !strcmp(path + length - 4, "-shm");
}

static void forget(int fd) {
    if (fd < 0 || fd >= FDS) return;
    state_of[fd] = UNKNOWN;
}

static int look(int fd) {
    if (!control || fd < 0 || fd >= FDS) return FOREIGN;
    if (state_of[fd] != UNKNOWN) return state_of[fd];
    struct stat status;
    int state = FOREIGN;
    if (fstat(fd, &status) == 0) {
        if (S_ISSOCK(status.st_mode)) {
            struct sockaddr_storage address;
            socklen_t size = sizeof address;
            if (getsockname(fd, (struct sockaddr *)&address, &size) == 0
                && (address.ss_family == AF_INET || address.ss_family == AF_INET6)) state = SOCKET;
        } else if (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) {
            char link[64], path[4096];
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (length > 0) {
                path[length] = 0;
                if (is_ours(path) && !is_passing(path)) {
                    free(path_of[fd]);
                    path_of[fd] = strdup(path[root_length] ? path + root_length : "/");
                    state = S_ISDIR(status.st_mode) ? FOLDER : FILE_OF_OURS;
                }
            }
        }
    }
    state_of[fd] = state;
    return state;
}

static void out(const void *bytes, size_t count) {
    const char *from = bytes;
    while (count) {
        ssize_t done = syscall(SYS_write, tape, from, count);
        if (done <= 0) return;
        from += done, count -= done;
    }
}

static void note(const char *format, ...) {
    if (tape < 0) return;
    char line[9000];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    out(line, length);
}

// A disk that lies: what was written last to the journal is gone with the program, synced or not, and so is the
// database, which would know more than the journal and say so. A campaign that does not notice this notices nothing.
static void lie(void) {
    char path[8192];
    struct stat status;
    snprintf(path, sizeof path, "%s/journal/segment-0000000001.journal", root);
    if (!lost || stat(path, &status) != 0 || status.st_size <= lost) return;
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) syscall(SYS_ftruncate, fd, (long)(status.st_size - lost));
    const char *names[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/projection.sqlite%s", root, names[i]);
        syscall(SYS_unlinkat, AT_FDCWD, path, 0L);
    }
}

static void die(enum kind kind, const char *what, size_t bytes) {
    lie();
    control->kind = kind, control->bytes = bytes;
    strncpy(control->path, what, sizeof control->path - 1);
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
}

// Counts a call. Held until `end`: the order of the tape is the order of the calls. Returns whether it dies here.
static int start(enum kind kind, const char *what, size_t bytes) {
    pthread_mutex_lock(&order);
    control->calls++, control->by_kind[kind]++;
    if (!control->countdown || --control->countdown) return 0;
    if (control->how == BEFORE) die(kind, what, bytes);
    return 1;
}

static void end(int dies, enum kind kind, const char *what, size_t bytes) {
    if (dies) die(kind, what, bytes);
    pthread_mutex_unlock(&order);
}

// MARK: files and sockets, writing

static size_t total(const struct iovec *parts, int count) {
    size_t sum = 0;
    for (int i = 0; i < count; i++) sum += parts[i].iov_len;
    return sum;
}

static ssize_t plain_write(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
    if (flags >= 0) {
        struct msghdr message = {.msg_iov = (struct iovec *)parts, .msg_iovlen = count};
        return syscall(SYS_sendmsg, fd, &message, flags);
    }
    if (offset >= 0) return syscall(SYS_pwritev, fd, parts, (long)count, (long)offset, 0L);
    return syscall(SYS_writev, fd, parts, (long)count);
}

// offset < 0: where the file stands. flags >= 0: a send.
static ssize_t put(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
    int state = look(fd);
    if (state != FILE_OF_OURS && state != SOCKET) return plain_write(fd, parts, count, offset, flags);
    enum kind kind = state == SOCKET ? SEND : WRITE;
    const char *what = state == SOCKET ? "socket" : path_of[fd];
    size_t bytes = total(parts, count);
    int dies = start(kind, what, bytes);
    if (dies && control->how == MIDDLE) {
        char *whole = malloc(bytes + 1);
        size_t done = 0;
        for (int i = 0; whole && i < count; i++) {
            memcpy(whole + done, parts[i].iov_base, parts[i].iov_len);
            done += parts[i].iov_len;
        }
        struct iovec half = {whole, bytes / 2};
        if (bytes >= 2) plain_write(fd, &half, 1, offset, flags);
        die(kind, what, bytes);
    }
    if (state == FILE_OF_OURS && offset < 0) {
        offset = syscall(SYS_lseek, fd, 0L, (long)((fcntl(fd, F_GETFL) & O_APPEND) ? SEEK_END : SEEK_CUR));
        ssize_t done = plain_write(fd, parts, count, -1, flags);
        int error = errno;
        if (done >= 0) {
            note("W %s %lld %zd\n", what, (long long)offset, done);
            size_t left = done;
            for (int i = 0; tape >= 0 && i < count && left; i++) {
                size_t part = parts[i].iov_len < left ? parts[i].iov_len : left;
                out(parts[i].iov_base, part), left -= part;
            }
            note("\n");
        }
        end(dies, kind, what, bytes);
        errno = error;
        return done;
    }
    ssize_t done = plain_write(fd, parts, count, offset, flags);
    int error = errno;
    if (done >= 0 && state == SOCKET) note("S %zd\n", done);
    if (done >= 0 && state == FILE_OF_OURS) {
        note("W %s %lld %zd\n", what, (long long)offset, done);
        size_t left = done;
        for (int i = 0; tape >= 0 && i < count && left; i++) {
            size_t part = parts[i].iov_len < left ? parts[i].iov_len : left;
            out(parts[i].iov_base, part), left -= part;
        }
        note("\n");
    }
    end(dies, kind, what, bytes);
    errno = error;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    struct iovec part = {(void *)bytes, count};
    return put(fd, &part, 1, -1, -1);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    struct iovec part = {(void *)bytes, count};
    return put(fd, &part, 1, offset, -1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return pwrite(fd, bytes, count, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return put(fd, parts, count, -1, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return put(fd, parts, count, offset, -1); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
    return put(fd, parts, count, offset, -1);
}
ssize_t send(int fd, const void *bytes, size_t count, int flags) {
    struct iovec part = {(void *)bytes, count};
    return put(fd, &part, 1, -1, flags);
}
ssize_t sendto(int fd, const void *bytes, size_t count, int flags, const struct sockaddr *to, socklen_t size) {
    if (to) return syscall(SYS_sendto, fd, bytes, count, (long)flags, to, (long)size);
    return send(fd, bytes, count, flags);
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    if (message->msg_name || message->msg_controllen) return syscall(SYS_sendmsg, fd, message, (long)flags);
    return put(fd, message->msg_iov, message->msg_iovlen, -1, flags);
}

// MARK: sockets, reading: what came is counted, an empty look is not

static ssize_t got(int fd, ssize_t done) {
    if (done < 0 || look(fd) != SOCKET) return done;
    int error = errno;
    int dies = start(RECEIVE, "socket", done);
    note("V %zd\n", done);
    end(dies, RECEIVE, "socket", done);
    errno = error;
    return done;
}
ssize_t read(int fd, void *bytes, size_t count) { return got(fd, syscall(SYS_read, fd, bytes, count)); }
ssize_t readv(int fd, const struct iovec *parts, int count) {
    return got(fd, syscall(SYS_readv, fd, parts, (long)count));
}
ssize_t recv(int fd, void *bytes, size_t count, int flags) {
    return got(fd, syscall(SYS_recvfrom, fd, bytes, count, (long)flags, NULL, NULL));
}
ssize_t recvfrom(int fd, void *bytes, size_t count, int flags, struct sockaddr *from, socklen_t *size) {
    return got(fd, syscall(SYS_recvfrom, fd, bytes, count, (long)flags, from, size));
}
ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    return got(fd, syscall(SYS_recvmsg, fd, message, (long)flags));
}

// MARK: files, the rest

static int sync_of(int fd, long number) {
    int state = look(fd);
    if (state != FILE_OF_OURS && state != FOLDER) return syscall(number, fd);
    const char *what = path_of[fd];
    int dies = start(SYNC, what, 0);
    int done = syscall(number, fd), error = errno;
    if (done == 0) note("%c %s\n", state == FOLDER ? 'D' : 'F', what);
    end(dies, SYNC, what, 0);
    errno = error;
    return done;
}
int fsync(int fd) { return sync_of(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_of(fd, SYS_fdatasync); }

int ftruncate(int fd, off_t size) {
    if (look(fd) != FILE_OF_OURS) return syscall(SYS_ftruncate, fd, (long)size);
    const char *what = path_of[fd];
    int dies = start(TRUNCATE, what, size);
    int done = syscall(SYS_ftruncate, fd, (long)size), error = errno;
    if (done == 0) note("T %s %lld\n", what, (long long)size);
    end(dies, TRUNCATE, what, size);
    errno = error;
    return done;
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

// The whole path of a name under the root; NULL when it is somewhere else.
static const char *under(int folder, const char *name, char *whole) {
    char link[64];
    if (!control) return NULL;
    if (name[0] == '/') {
        snprintf(whole, 8192, "%s", name);
    } else {
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, whole, 4096);
        if (length <= 0) return NULL;
        snprintf(whole + length, 8192 - length, "/%s", name);
    }
    char parent[8192], real[4096];
    snprintf(parent, sizeof parent, "%s", whole);
    char *cut = strrchr(parent, '/');
    if (!cut) return NULL;
    char base[4096];
    snprintf(base, sizeof base, "%s", cut + 1);
    *cut = 0;
    if (!realpath(*parent ? parent : "/", real)) return NULL;
    snprintf(whole, 8192, "%s/%s", real, base);
    return is_ours(whole) && !is_passing(whole) ? whole + root_length : NULL;
}

static int open_of(int folder, const char *name, int flags, mode_t mode) {
    char whole[8192];
    struct stat status;
    const char *what = NULL;
    if (control && (flags & O_CREAT) && fstatat(folder, name, &status, 0) != 0) what = under(folder, name, whole);
    if (!what) {
        int fd = syscall(SYS_openat, (long)folder, name, (long)flags, (long)mode);
        forget(fd);
        return fd;
    }
    int dies = start(CREATE, what, 0);
    int fd = syscall(SYS_openat, (long)folder, name, (long)flags, (long)mode), error = errno;
    forget(fd);
    if (fd >= 0) note("C %s\n", what);
    end(dies, CREATE, what, 0);
    errno = error;
    return fd;
}

#define MODE \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode = va_arg(arguments, mode_t); \
        va_end(arguments); \
    }
int open(const char *name, int flags, ...) { MODE return open_of(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE return open_of(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE return open_of(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE return open_of(folder, name, flags, mode); }

int close(int fd) {
    forget(fd);
    return syscall(SYS_close, fd);
}
int socket(int domain, int type, int protocol) {
    int fd = syscall(SYS_socket, (long)domain, (long)type, (long)protocol);
    forget(fd);
    return fd;
}
int accept4(int fd, struct sockaddr *from, socklen_t *size, int flags) {
    int made = syscall(SYS_accept4, fd, from, size, (long)flags);
    forget(made);
    return made;
}
int accept(int fd, struct sockaddr *from, socklen_t *size) { return accept4(fd, from, size, 0); }

int unlinkat(int folder, const char *name, int flags) {
    char whole[8192];
    const char *what = under(folder, name, whole);
    if (!what) return syscall(SYS_unlinkat, (long)folder, name, (long)flags);
    int dies = start(REMOVE, what, 0);
    int done = syscall(SYS_unlinkat, (long)folder, name, (long)flags), error = errno;
    if (done == 0) note("U %s\n", what);
    end(dies, REMOVE, what, 0);
    errno = error;
    return done;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int renameat(int from, const char *old, int to, const char *new) {
    char whole[8192], other[8192];
    const char *what = under(from, old, whole), *into = under(to, new, other);
    if (!what || !into) return syscall(SYS_renameat2, (long)from, old, (long)to, new, 0L);
    int dies = start(RENAME, into, 0);
    int done = syscall(SYS_renameat2, (long)from, old, (long)to, new, 0L), error = errno;
    if (done == 0) note("R %s %s\n", what, into);
    end(dies, RENAME, into, 0);
    errno = error;
    return done;
}
int rename(const char *old, const char *new) { return renameat(AT_FDCWD, old, AT_FDCWD, new); }
