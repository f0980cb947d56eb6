import { statfs } from 'node:fs/promises';

/** File systems that live on another machine, by the numbers that Linux gives them. */
const NETWORK_TYPES: ReadonlySet<number> = new Set([
	0x6969, // NFS
	0x517b, // SMB
	0xff534d42, // CIFS
	0xfe534d42, // SMB 2
	0x01021997, // 9P: Windows folders seen from WSL
	0x65735546, // FUSE: SSHFS and the like
	0x5346414f, // AFS
	0x73757245, // Coda
	0x00c36400, // Ceph
	0x47504653, // GPFS
	0x0bd00bd0, // Lustre
]);

/**
 * Whether a folder is on another machine, or may be: SQLite's write-ahead log
 * needs memory that all its users share.
 */
export async function isNetworkFolder(folder: string): Promise<boolean> {
	switch (process.platform) {
		case 'linux': {
			const found = await statfs(folder).catch(() => undefined);
			return found !== undefined && NETWORK_TYPES.has(found.type >>> 0);
		}
		case 'win32':
			return folder.startsWith('\\\\');
		default:
			return /^\/(?:Volumes|Network|net)\//.test(folder);
	}
}
